package dev.understudy.demo.screen;

import java.io.PrintStream;
import java.util.Map;

/** Where the show is watched. For use by one thread. */
public interface Screen {
    /** The screen for this output: redrawn lines on a terminal, else lines that follow each other. */
    static Screen of(PrintStream out, Map<String, String> environment) {
        // Only the launcher can tell on every JDK whether the standard output is a terminal.
        boolean terminal = environment.getOrDefault("UNDERSTUDY_TERMINAL", "").equals("1")
                && !environment.getOrDefault("TERM", "").equals("dumb");
        boolean colours = environment.getOrDefault("NO_COLOR", "").isEmpty();
        return terminal ? new TerminalScreen(out, colours) : new PlainScreen(out);
    }

    /** A line of text. */
    void line(String text);

    /** A headline, and what it means. */
    void headline(String title, String explanation);

    /** The state of the show, as often as one likes. */
    void show(Scene scene);

    /** The last state of an act, which stays. */
    void last(Scene scene);

    /** The last line: what it all came to. */
    void verdict(boolean good, String text);
}
