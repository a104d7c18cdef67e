package dev.understudy.cli.options;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** Whether a human looks on, and what they say. */
public final class Terminal {
    private final Map<String, String> environment;

    public Terminal(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Whether the output goes to a terminal. Only the launcher can tell on every JDK. */
    public boolean isThere() {
        return environment.getOrDefault("UNDERSTUDY_TERMINAL", "").equals("1");
    }

    /** Whether to print in colours: on a terminal, unless NO_COLOR is set (no-color.org). */
    public boolean hasColours() {
        return isThere() && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /** Asks whoever is there; true when nobody is, or when the answer is yes. */
    public boolean confirms(String question, CommandSpec spec) {
        if (!isThere()) {
            return true;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(question + " [y/N] ");
        out.flush();
        try {
            // Not closed: the standard input is not ours.
            String answer = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            String said = answer == null ? "" : answer.strip().toLowerCase(Locale.ROOT);
            return said.equals("y") || said.equals("yes");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** True once nobody reads what is printed any more, as behind {@code | head}: there is nothing left to do then. */
    public static boolean isClosed(PrintWriter out) {
        // The writer may be one on the standard output, which keeps its troubles to itself.
        return out.checkError() || System.out.checkError();
    }
}
