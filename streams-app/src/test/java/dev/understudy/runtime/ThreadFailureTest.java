package dev.understudy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreadFailureTest {
    @TempDir
    private static Path stateDir;

    @Test
    void shouldHopeForANewThreadAfterAnUnknownFailure() {
        ThreadFailure failure = ThreadFailure.of(new StreamsException("who knows"), stateDir);

        assertThat(failure.hopeless()).isFalse();
        assertThat(failure.advice()).isEmpty();
    }

    @Test
    void shouldSayThatTheDiskIsFull() {
        Throwable full = new IOException("While appending to file: No space left on device");

        ThreadFailure failure = ThreadFailure.of(new ProcessorStateException("flush", full), stateDir);

        assertThat(failure.hopeless()).isTrue();
        assertThat(failure.advice()).contains("state-dir", stateDir.toString(), "is full", "make room");
    }

    @Test
    void shouldNotTakeEveryProblemOfAStoreForAFullDisk() {
        ThreadFailure failure = ThreadFailure.of(new ProcessorStateException("corrupt"), stateDir);

        assertThat(failure.hopeless()).isFalse();
    }

    @Test
    void shouldNameTheTopicThatIsGone() {
        ThreadFailure failure =
                ThreadFailure.of(new MissingSourceTopicException("Missing source topics. [incidents]"), stateDir);

        assertThat(failure.hopeless()).isTrue();
        assertThat(failure.advice()).contains("[incidents]", "understudy topics create");
    }

    @Test
    void shouldEndWhenAnotherInstanceHasOurName() {
        ThreadFailure failure =
                ThreadFailure.of(new StreamsException(new FencedInstanceIdException("fenced")), stateDir);

        assertThat(failure.hopeless()).isTrue();
        assertThat(failure.advice()).contains("instance-id");
    }
}
