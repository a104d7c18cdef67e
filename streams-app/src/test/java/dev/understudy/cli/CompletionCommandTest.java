package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.testing.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {
    @TempDir
    Path folder;

    @Test
    void shouldCompleteSubcommandsAndOptionsInBash() throws Exception {
        // Given
        Path script = Files.writeString(
                folder.resolve("completion.bash"),
                CommandRun.here(Map.of(), "completion", "bash").out());

        // Then
        assertThat(bash("-n", script.toString())).isEmpty();
        assertThat(completed(script, "understudy dead-letters ")).contains("list", "show", "redrive");
        assertThat(completed(script, "understudy par")).contains("parked");
        assertThat(completed(script, "understudy tail --fin")).contains("--fingerprint");
    }

    @Test
    void shouldTellZshToReadAScriptOfBash() {
        assertThat(CommandRun.here(Map.of(), "completion", "zsh").out())
                .startsWith("autoload -U +X bashcompinit && bashcompinit")
                .contains("complete -F _complete_understudy");
    }

    /** What the shell offers after this line. */
    private String completed(Path script, String line) throws Exception {
        return bash("-c", """
                source "$1"
                COMP_LINE=$2; COMP_POINT=${#2}
                read -r -a COMP_WORDS <<< "$2"
                [[ $2 == *' ' ]] && COMP_WORDS+=('')
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                _complete_understudy
                echo "${COMPREPLY[@]}"
                """, "completion", script.toString(), line);
    }

    private String bash(String... arguments) throws IOException, InterruptedException {
        java.util.List<String> command = new java.util.ArrayList<>(java.util.List.of("bash"));
        command.addAll(java.util.List.of(arguments));
        Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
        bash.getOutputStream().close();
        String said = new String(bash.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(bash.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(bash.exitValue()).as(said).isZero();
        return said;
    }
}
