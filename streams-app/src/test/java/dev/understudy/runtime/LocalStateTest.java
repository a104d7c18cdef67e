package dev.understudy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStateTest {
    @TempDir
    private Path folder;

    @Test
    void shouldTrustAFolderThatWasNeverUsed() {
        assertThat(state().begin()).isTrue();
    }

    @Test
    void shouldTrustWhatARunLeftThatCameToItsEnd() {
        state().begin();
        state().end();

        assertThat(state().begin()).isTrue();
    }

    @Test
    void shouldNotTrustWhatAKilledRunLeft() {
        state().begin();

        assertThat(state().begin()).isFalse();
        assertThat(state().begin()).as("killed again").isFalse();
    }

    @Test
    void shouldTrustAgainAfterARunThatBeganAnew() {
        state().begin();
        state().begin();
        state().end();

        assertThat(state().begin()).isTrue();
    }

    private LocalState state() {
        return new LocalState(folder.resolve("not-there-yet").resolve("understudy-enricher.running"));
    }
}
