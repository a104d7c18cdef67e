package dev.understudy.prompt.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunbooksTest {
    @TempDir
    private Path home;

    private Path folder;

    @BeforeEach
    void lay() throws IOException {
        folder = Files.createDirectory(home.resolve("runbooks"));
        Files.writeString(folder.resolve("DiskFull.md"), "\nDelete old logs.\n");
        Files.createDirectory(folder.resolve("team"));
        Files.writeString(folder.resolve("team").resolve("Inner.md"), "inner");
        Files.writeString(home.resolve("secret.md"), "hunter2");
        Files.writeString(home.resolve("secret"), "hunter2");
    }

    @Test
    void shouldFindTheRunbookOfAnAlert() {
        Runbooks runbooks = Runbooks.in(folder);

        assertThat(runbooks.of("DiskFull")).isEqualTo("Delete old logs.");
        assertThat(runbooks.of("MemoryFull")).isEmpty();
        assertThat(Runbooks.NONE.of("DiskFull")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret",
                "..\\secret",
                "./DiskFull",
                "team/Inner",
                "team/../DiskFull",
                "../../etc/passwd",
                "/etc/passwd",
                "DiskFull.md",
                "DiskFull\0",
                "",
                ".",
                "..",
                "*",
                "%2e%2e%2fsecret",
                "~/secret",
                "file:///etc/passwd"
            })
    void shouldMakeNoPathOfTheNameOfAnAlert(String name) {
        assertThat(Runbooks.in(folder).of(name)).isEmpty();
        assertThat(Runbooks.in(folder).of(home.resolve("secret").toString())).isEmpty();
    }

    @Test
    void shouldFollowLinksAsMountedVolumesHaveThem() throws IOException {
        Files.createSymbolicLink(folder.resolve("Linked.md"), folder.resolve("DiskFull.md"));

        assertThat(Runbooks.in(folder).of("Linked")).isEqualTo("Delete old logs.");
    }

    @Test
    void shouldReadOnce() throws IOException {
        Runbooks runbooks = Runbooks.in(folder);

        Files.writeString(folder.resolve("DiskFull.md"), "changed");

        assertThat(runbooks.of("DiskFull")).isEqualTo("Delete old logs.");
    }

    @Test
    void shouldLeaveOutWhatIsTooLongOrNoText() throws IOException {
        Files.writeString(folder.resolve("Long.md"), "x".repeat(64 * 1024 + 1));
        Files.writeString(folder.resolve("Fits.md"), "x".repeat(64 * 1024));
        Files.write(folder.resolve("Binary.md"), new byte[] {(byte) 0xff, (byte) 0xfe});
        Files.createDirectory(folder.resolve("Folder.md"));

        Runbooks runbooks = Runbooks.in(folder);

        assertThat(runbooks.of("Long")).isEmpty();
        assertThat(runbooks.of("Binary")).isEmpty();
        assertThat(runbooks.of("Folder")).isEmpty();
        assertThat(runbooks.of("Fits")).hasSize(64 * 1024);
    }

    @Test
    void shouldRefuseMoreThanMemoryShouldHold() throws IOException {
        for (int i = 0; i < 257; i++) {
            Files.writeString(folder.resolve("Alert" + i + ".md"), "x".repeat(64 * 1024));
        }

        assertThatThrownBy(() -> Runbooks.in(folder))
                .isInstanceOf(ConfigException.class)
                .hasMessage("prompts.runbooks: " + folder
                        + " holds more than 16777216 bytes; expected a folder of runbooks alone");
    }
}
