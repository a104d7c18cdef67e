package dev.understudy.scenarios.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.enrichment.Caveat;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.request.EnrichedIncident;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the first provider does, in whatever dialect: it has one name, and the alert is answered once and in time. */
class FaultMatrixIT {
    private static final Path PAGE = Path.of("../docs/fault-matrix.md");
    private static final Path SEEN_PAGE = Path.of("target/fault-matrix.md");

    private static FaultMatrixRun run;

    @BeforeAll
    static void play(@TempDir Path folder) {
        run = FaultMatrixRun.play(folder);
    }

    static Stream<FaultCase> failing() {
        return FaultCase.all().stream().filter(cell -> cell.name() != null);
    }

    static Stream<FaultCase> accepted() {
        return FaultCase.all().stream().filter(cell -> cell.name() == null);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failing")
    void shouldNameTheFaultAndAnswerThroughTheNextProvider(FaultCase cell) {
        FaultMatrixRun.Seen seen = run.seen().get(cell);

        assertThat(seen.attempts(cell.target()))
                .as("attempts of %s", cell)
                .hasSize(cell.attempts())
                .allSatisfy(attempt -> assertThat(attempt.failure()).isEqualTo(cell.name()))
                .allSatisfy(attempt -> assertThat(attempt.called()).isTrue());
        assertThat(cell.attempts()).isLessThanOrEqualTo(cell.name().repeat() == FailureReason.Repeat.RECONNECT ? 2 : 1);
        assertThat(seen.requests()).isEqualTo(cell.requests());
        assertThat(seen.standInRequests()).isOne();
        assertAnsweredOnceAndInTime(seen, cell.standIn());
        assertThat(answer(seen).caveats()).containsExactly(Caveat.ALTERNATE_PROVIDER);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void shouldAcceptWhatIsOnlyWrappedOddly(FaultCase cell) {
        FaultMatrixRun.Seen seen = run.seen().get(cell);

        assertThat(seen.requests()).isEqualTo(cell.requests());
        assertThat(seen.standInRequests()).isZero();
        assertAnsweredOnceAndInTime(seen, cell.target());
        assertThat(answer(seen).caveats()).isEqualTo(cell.repaired() ? Set.of(Caveat.OUTPUT_REPAIRED) : Set.of());
    }

    private static void assertAnsweredOnceAndInTime(FaultMatrixRun.Seen seen, String provider) {
        assertThat(seen.answers()).singleElement().satisfies(answer -> {
            assertThat(answer.revision()).isOne();
            assertThat(answer.outcome()).isEqualTo(EnrichmentOutcome.COMPLETE);
            assertThat(answer.provenance().provider()).isEqualTo(provider);
            assertThat(answer.provenance().attempts()).isEqualTo(seen.attempts());
            assertThat(Duration.between(
                            answer.alert().times().receivedAt(),
                            answer.provenance().producedAt()))
                    .isBetween(Duration.ZERO, FaultMatrixRun.DEADLINE);
        });
        List<ProviderAttempt> answered = seen.attempts().stream()
                .filter(attempt -> attempt.failure() == null)
                .toList();
        assertThat(answered).singleElement().satisfies(attempt -> assertThat(attempt.provider())
                .isEqualTo(provider));
        assertThat(seen.attempts())
                .allSatisfy(attempt -> assertThat(attempt.round()).isOne());
    }

    private static EnrichedIncident answer(FaultMatrixRun.Seen seen) {
        return seen.answers().get(0);
    }

    @Test
    void shouldLeaveNoDeadLetterAndNoDouble() {
        assertThat(run.deadLetters()).isZero();
        assertThat(run.duplicates()).isEmpty();
    }

    @Test
    void shouldEqualThePage() throws IOException {
        String seen = FaultMatrixPage.render(run);
        Files.writeString(SEEN_PAGE, seen);

        assertThat(Files.exists(PAGE) ? Files.readString(PAGE, UTF_8) : "")
                .as("""
                        The page does not show what was seen. If the cells of the matrix pass, then
                        cp streams-app/%s docs/fault-matrix.md
                        """, SEEN_PAGE)
                .isEqualTo(seen);
    }
}
