package dev.understudy.enricher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Namespace;
import dev.understudy.config.Topics;
import dev.understudy.domain.alert.RawHeader;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.request.RequestIdentity;
import dev.understudy.domain.request.RequestIds;
import dev.understudy.inflight.OwnerParts;
import dev.understudy.testing.ManualParts;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** The enricher under the names of a replay, and under those of production with an alert that claims to be replayed. */
class ReplayTopologyTest {
    private static final Namespace REPLAY = Namespace.replay("prompt-7");
    private static final RecordRef IN_PRODUCTION =
            new RecordRef(Topics.INCIDENTS, 3, 17, Instant.parse("2026-03-14T01:52:00Z"), 2);
    private static final String ALERT = """
            {"fingerprint":"a","name":"Alert","status":"FIRING","severity":"warning","labels":{"alertname":"Alert"}}
            """;

    @Test
    void shouldKeepThePlaceThatAnAlertHadInProduction() {
        try (EnricherHarness enricher = replay()) {
            send(enricher, REPLAY.topic(Topics.INCIDENTS), ReplayedFrom.header(IN_PRODUCTION));

            RequestIdentity identity = enricher.inFlightRequest().identity();

            assertThat(identity.requestId()).isEqualTo(RequestIds.requestId(IN_PRODUCTION));
            assertThat(identity.origin()).isEqualTo(IN_PRODUCTION);
            assertThat(identity.sequence())
                    .as("its order is that of the replay")
                    .isZero();
        }
    }

    @Test
    void shouldBeItsOwnPlaceWhenTheHeaderNamesNone() {
        try (EnricherHarness enricher = replay()) {
            send(
                    enricher,
                    REPLAY.topic(Topics.INCIDENTS),
                    new RawHeader(ReplayedFrom.HEADER, "3-17-0".getBytes(UTF_8)));

            assertThat(enricher.inFlightRequest().identity().origin().topic())
                    .isEqualTo(REPLAY.topic(Topics.INCIDENTS));
        }
    }

    @Test
    void shouldNotLetAStrangerTakeTheIdOfAnotherRequestInProduction() {
        try (EnricherHarness enricher = new EnricherHarness()) {
            send(enricher, Topics.INCIDENTS, ReplayedFrom.header(IN_PRODUCTION));

            assertThat(enricher.inFlightRequest().identity().requestId())
                    .isEqualTo(RequestIds.requestId(new RecordRef(Topics.INCIDENTS, 0, 0, Instant.EPOCH, 0)));
        }
    }

    @Test
    void shouldWriteUnderTheNamesOfItsOwn() {
        try (EnricherHarness enricher = replay()) {
            enricher.input(REPLAY.topic(Topics.INCIDENTS)).pipeInput("no alert".getBytes(UTF_8));

            assertThat(enricher.written(REPLAY.topic(Topics.DEAD_LETTER))).isEqualTo(1);
            assertThat(enricher.written(Topics.DEAD_LETTER)).isZero();
        }
    }

    private static void send(EnricherHarness enricher, String topic, RawHeader header) {
        enricher.input(topic)
                .pipeInput(new TestRecord<>(
                        "a".getBytes(UTF_8),
                        ALERT.getBytes(UTF_8),
                        new RecordHeaders().add(header.key(), header.value())));
    }

    private static EnricherHarness replay() {
        ManualParts manual = new ManualParts();
        OwnerParts owner = manual.owner;
        return new EnricherHarness(
                manual,
                new OwnerParts(
                        owner.config(),
                        owner.providers(),
                        owner.dispatcher(),
                        owner.brakes(),
                        owner.routes(),
                        owner.prompts(),
                        owner.answers(),
                        owner.encoder(),
                        owner.instanceId(),
                        owner.metrics(),
                        owner.clock(),
                        REPLAY));
    }
}
