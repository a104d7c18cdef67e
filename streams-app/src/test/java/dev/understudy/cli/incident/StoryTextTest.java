package dev.understudy.cli.incident;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.attempt.TokenUsage;
import dev.understudy.domain.enrichment.Actionability;
import dev.understudy.domain.enrichment.Assessment;
import dev.understudy.domain.enrichment.Caveat;
import dev.understudy.domain.enrichment.Confidence;
import dev.understudy.domain.enrichment.DegradedReason;
import dev.understudy.domain.enrichment.Enrichment;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.enrichment.FaultDomain;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.ParkReason;
import dev.understudy.domain.request.Parking;
import dev.understudy.domain.request.Provenance;
import dev.understudy.domain.request.RequestIdentity;
import dev.understudy.runtime.story.Episode;
import dev.understudy.runtime.story.Story;
import dev.understudy.runtime.story.StoryEvent;
import dev.understudy.testing.SampleRequests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoryTextTest {
    private static final Instant BEGAN = Instant.parse("2026-03-14T02:13:05.120Z");

    private final RequestIdentity identity =
            SampleRequests.tried("00ff", 17, null, BEGAN).identity();
    private final Alert alert = SampleRequests.tried("00ff", 17, null, BEGAN).alert();
    private final List<StoryEvent> events = new ArrayList<>(List.of(new StoryEvent.CameIn(identity, alert)));

    @Test
    void shouldTellAnOutageAndItsEndInLinesThatAHumanReads() throws IOException {
        outage();
        EnrichedIncident degraded = answer(0, 600, EnrichmentOutcome.DEGRADED, enrichment(Severity.WARNING, "Alert"));
        events.add(4, new StoryEvent.Answered(degraded, null));
        tried(3, "lead", 56_100, null);
        events.add(new StoryEvent.Answered(
                answer(1, 57_000, EnrichmentOutcome.COMPLETE, enrichment(Severity.CRITICAL, "Checkout\u001b is down")),
                degraded));

        assertGolden("outage", text(false, BEGAN.plusSeconds(90)));
    }

    @Test
    void shouldCountHowLongItWaitedAndNotHowLongItWasMeantTo() {
        outage();
        events.add(new StoryEvent.Answered(
                answer(0, 610, EnrichmentOutcome.DEGRADED, enrichment(Severity.WARNING, "Alert")), null));

        assertThat(last(text(false, at(2_600)))).endsWith("; waited 2.0 s in 1 pause");
        assertThat(last(text(false, at(90_000)))).endsWith("; waited 49.8 s in 1 pause");

        tried(3, "lead", 9_600, null);

        assertThat(last(text(false, at(90_000)))).endsWith("; waited 9.0 s in 1 pause");
    }

    @Test
    void shouldLeaveOutTheMiddleOfALongStory() throws IOException {
        for (int i = 0; i < 30; i++) {
            outage();
        }
        List<String> lines = text(false, BEGAN.plusSeconds(1));

        assertThat(lines).hasSizeLessThan(30);
        assertThat(lines).contains("  now       no revision is out; waits 49.4 s more");
        assertThat(lines)
                .filteredOn(line -> line.contains("... 102 more lines like these; --full shows them"))
                .hasSize(1);
        assertThat(text(true, BEGAN)).hasSize(121 + 4 + 3);
    }

    @Test
    void shouldTellRepeatsInOneLine() {
        for (int i = 1; i <= 40; i++) {
            RequestIdentity again = new RequestIdentity(
                    "repeat-" + i,
                    identity.incidentId(),
                    identity.key(),
                    i,
                    SampleRequests.tried("00ff", i, null, at(i * 1000L))
                            .identity()
                            .origin());
            events.add(new StoryEvent.CameIn(again, alert));
            events.add(new StoryEvent.Answered(
                    incident(again, 1, i * 1000L + 20, EnrichmentOutcome.REUSED, enrichment(Severity.HIGH, "t")),
                    null));
        }

        assertThat(last(text(false, BEGAN))).as("nothing has a price").doesNotContain("$");
        assertThat(text(false, BEGAN))
                .filteredOn(line -> line.startsWith("02:"))
                .containsExactly(
                        "02:13:05.120             came in again 41 times until 02:13:45.140: given the earlier answer, without a call");
    }

    @Test
    void shouldBeJsonForPipes() {
        outage();
        Episode episode = new Episode("i", events);

        assertThat(StoryJson.of(new Story("00ff", List.of(episode, episode)), List.of(episode)))
                .startsWith("{\"key\":\"00ff\",\"episodesKnown\":2,\"episodes\":[{\"incidentId\":\"i\",\"events\":["
                        + "{\"at\":\"2026-03-14T02:13:05.120Z\"")
                .contains("\"event\":\"parked\",\"provider\":\"stand-in\"", "\"event\":\"tried\",\"attempt\":{")
                .doesNotContain("\n");
    }

    /** A round in which both fail, and the wait after it. */
    private void outage() {
        tried(1, "lead", 140, FailureReason.SERVER_ERROR);
        parked("lead", 360, 360);
        tried(2, "stand-in", 390, FailureReason.BREAKER_OPEN);
        parked("stand-in", 600, 50_400);
    }

    private void tried(int ordinal, String provider, long millis, FailureReason failure) {
        boolean called = failure != FailureReason.BREAKER_OPEN;
        Outcome.Detail detail = failure == null || !called
                ? null
                : new Outcome.Detail(500, null, "it\nhurts", Duration.ofSeconds(7), false, ModelResponse.NONE);
        ModelResponse response = failure == null
                ? new ModelResponse("m", "id", null, new TokenUsage(1_200, 0, 300, 0))
                : ModelResponse.NONE;
        events.add(new StoryEvent.Tried(new ProviderAttempt(
                identity.requestId(),
                provider,
                "m",
                ordinal,
                at(millis),
                called ? 210 : 0,
                failure,
                detail,
                response,
                failure == null ? 4_500L : null,
                called,
                1,
                false,
                null,
                "one")));
    }

    private void parked(String provider, long millis, long until) {
        events.add(new StoryEvent.Parked(
                identity.requestId(),
                provider,
                new Parking(ParkReason.CIRCUIT_OPEN, 1, at(millis), at(millis), at(until))));
    }

    private EnrichedIncident answer(int revision, long millis, EnrichmentOutcome outcome, Enrichment enrichment) {
        return incident(identity, revision, millis, outcome, enrichment);
    }

    private EnrichedIncident incident(
            RequestIdentity of, int revision, long millis, EnrichmentOutcome outcome, Enrichment enrichment) {
        boolean degraded = outcome == EnrichmentOutcome.DEGRADED;
        return new EnrichedIncident(
                of,
                revision,
                alert,
                outcome,
                degraded ? Set.of(DegradedReason.RULE_BASED, DegradedReason.PROVIDERS_FAILED) : Set.of(),
                degraded ? Set.of() : Set.of(Caveat.INPUT_REDACTED),
                enrichment,
                new Provenance(
                        degraded ? null : "lead",
                        degraded ? null : "m",
                        ModelResponse.NONE,
                        List.of(),
                        3,
                        null,
                        new Provenance.Times(0, 0, millis),
                        null,
                        Map.of(),
                        new Provenance.Producer("1", "one"),
                        at(millis)),
                1);
    }

    private static Enrichment enrichment(Severity severity, String title) {
        return new Enrichment(
                title,
                "s",
                new Assessment(
                        severity, "r", Actionability.ACTION_REQUIRED, FaultDomain.APPLICATION, Confidence.HIGH, null),
                "i",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static Instant at(long millis) {
        return BEGAN.plusMillis(millis);
    }

    private List<String> text(boolean full, Instant now) {
        return new StoryText(any -> "lead > stand-in (route urgent: severity CRITICAL)", now, full)
                .of(new Episode("incident", events));
    }

    private static String last(List<String> lines) {
        return lines.get(lines.size() - 1);
    }

    private static void assertGolden(String name, List<String> lines) throws IOException {
        String actual = String.join("\n", lines) + "\n";
        Path seen = Path.of("target", "story", name + ".txt");
        Files.createDirectories(seen.getParent());
        Files.writeString(seen, actual);
        try (InputStream golden = StoryTextTest.class.getResourceAsStream("/story/" + name + ".txt")) {
            assertThat(actual)
                    .as("if the change is meant: cp streams-app/%s streams-app/src/test/resources/story/", seen)
                    .isEqualTo(golden == null ? "" : new String(golden.readAllBytes(), UTF_8));
        }
    }
}
