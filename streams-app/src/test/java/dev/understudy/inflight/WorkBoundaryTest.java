package dev.understudy.inflight;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.inflight.emission.Output;
import dev.understudy.testing.ManualParts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class WorkBoundaryTest {
    @Test
    void shouldNotLogWhatAnExceptionQuotes() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(WorkBoundary.class);
        log.start();
        logger.addAppender(log);
        List<Output> outputs = new ArrayList<>();
        RawRecord record = new RawRecord(
                new RecordRef("incidents", 0, 1, Instant.EPOCH, 0),
                null,
                "password=hunter2".getBytes(UTF_8),
                List.of());
        try (ManualParts parts = new ManualParts()) {
            WorkBoundary boundary = new WorkBoundary(parts.owner.encoder(), outputs::add, parts.owner.metrics());

            boundary.run(
                    () -> record,
                    out -> {
                        throw new NumberFormatException("For input string: \"password=hunter2\"");
                    },
                    () -> {});
        } finally {
            logger.detachAppender(log);
        }

        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getThrowableProxy().getMessage())
                    .startsWith("java.lang.NumberFormatException: For input string")
                    .doesNotContain("hunter2");
            assertThat(event.getThrowableProxy().getStackTraceElementProxyArray())
                    .isNotEmpty();
        });
        assertThat(outputs).singleElement().satisfies(letter -> assertThat(letter.value())
                .isEqualTo(record.value()));
    }
}
