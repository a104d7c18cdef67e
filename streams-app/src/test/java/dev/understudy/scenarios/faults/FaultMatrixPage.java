package dev.understudy.scenarios.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.enrichment.Caveat;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.sandbox.script.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page that shows the matrix, made from what a run saw. */
final class FaultMatrixPage {
    private static final Path FAULTS = Path.of("../sandbox/src/main/java/dev/understudy/sandbox/script/Fault.java");
    private static final Pattern SENTENCE = Pattern.compile("/\\*\\* (.+) \\*/\\s+([A-Z0-9_]+)\\(Kind\\.");
    private static final Pattern TAG = Pattern.compile("\\{@\\w+ (.+?)}(?!})");
    private static final String HEAD = """
            # The fault matrix

            Each way in which a scripted provider can fail, in each dialect, and what became of the alert that met it. Each
            cell is one alert, end to end, through both roles, a broker, a registry and real HTTP: the first provider of its
            chain has the fault, the second (of the same dialect) is healthy. `FaultMatrixIT` writes this page from what it
            saw, and fails when the page differs; do not edit it.

            | column | says |
            |---|---|
            | fault | the name that the scripted providers of `understudy sandbox` know it by |
            | status | the HTTP status that came; - when none did |
            | name | what records and metrics call the attempt; - when it succeeded |
            | breaker | what it is to the provider's circuit breaker; a pause lasts as long as the provider asks, else `retry.initial` |
            | asked again | whether the same provider is asked once more in the same round over the chain |
            | answered by | which provider of the chain gave the one answer: `COMPLETE`, revision 1, within the deadline |

            Where the dialects differ, a cell says openai / anthropic / gemini. An answer by the second provider has the caveat
            `ALTERNATE_PROVIDER`, a repaired one `OUTPUT_REPAIRED`. No cell leaves a dead letter.

            """;

    private FaultMatrixPage() {}

    static String render(FaultMatrixRun run) {
        StringBuilder page = new StringBuilder(HEAD)
                .append("| fault | the provider | status | name | breaker | asked again | answered by |\n")
                .append("|---|---|---|---|---|---|---|\n");
        Map<Fault, String> sentences = sentences();
        for (Fault fault : Fault.values()) {
            page.append("| `%s` | %s | %s | %s | %s | %s | %s |\n"
                    .formatted(
                            fault,
                            sentences.get(fault),
                            joined(run, fault, FaultMatrixPage::status),
                            joined(run, fault, FaultMatrixPage::name),
                            joined(run, fault, FaultMatrixPage::breaker),
                            joined(run, fault, FaultMatrixPage::askedAgain),
                            joined(run, fault, FaultMatrixPage::answeredBy)));
        }
        page.append("\nWhere the dialects differ:\n\n");
        for (VendorDifference difference : VendorDifference.ALL) {
            page.append("- `%s`: %s\n".formatted(difference.cell().fault(), difference.why()));
        }
        return page.toString();
    }

    /** One word when it is the same in all dialects, else one each. */
    private static String joined(FaultMatrixRun run, Fault fault, Function<Cell, String> column) {
        List<String> cells = run.row(fault).stream()
                .map(entry -> column.apply(new Cell(entry.getKey(), entry.getValue())))
                .toList();
        return cells.stream().distinct().count() == 1 ? cells.get(0) : String.join(" / ", cells);
    }

    private record Cell(FaultCase expected, FaultMatrixRun.Seen seen) {
        List<ProviderAttempt> attempts() {
            return seen.attempts(expected.target());
        }

        @Nullable
        FailureReason failure() {
            return attempts().isEmpty() ? null : attempts().get(0).failure();
        }
    }

    private static String status(Cell cell) {
        return cell.attempts().stream()
                .map(attempt -> attempt.failure() == null
                        ? askedInASimplerWay(cell) ? cell.expected().fault().status() + ", then 200" : "200"
                        : attempt.detail() == null
                                ? "-"
                                : Objects.toString(attempt.detail().httpStatus(), "-"))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String name(Cell cell) {
        FailureReason failure = cell.failure();
        return failure == null ? "-" : "`" + failure.label() + "`";
    }

    private static String breaker(Cell cell) {
        FailureReason failure = cell.failure();
        if (failure == null) {
            return "success";
        }
        return switch (failure.breaker()) {
            case NONE -> "no failure";
            case FAILURE -> "failure";
            case PAUSE -> "no failure; pause";
            case OPEN -> "opens at once";
        };
    }

    private static String askedAgain(Cell cell) {
        FailureReason failure = cell.failure();
        if (cell.attempts().size() > 1) {
            return "once, at once";
        }
        if (failure == null) {
            return askedInASimplerWay(cell) ? "at once, in a simpler way" : "no";
        }
        if (failure.excludesProvider()) {
            return "no, nor in later rounds";
        }
        return failure.repeat() == FailureReason.Repeat.REASK ? "once, if `reask` is on" : "no";
    }

    /** One attempt that took two requests. */
    private static boolean askedInASimplerWay(Cell cell) {
        return cell.failure() == null && cell.seen().requests() > 1;
    }

    private static String answeredBy(Cell cell) {
        EnrichedIncident answer = cell.seen().answers().get(0);
        String who = cell.expected().standIn().equals(answer.provenance().provider()) ? "second" : "first";
        return answer.caveats().contains(Caveat.OUTPUT_REPAIRED) ? who + ", repaired" : who;
    }

    /** What each fault does, as it is documented where it is declared. */
    private static Map<Fault, String> sentences() {
        Map<Fault, String> sentences = new EnumMap<>(Fault.class);
        try {
            Matcher found = SENTENCE.matcher(Files.readString(FAULTS, UTF_8));
            while (found.find()) {
                String sentence = TAG.matcher(found.group(1))
                        .replaceAll("`$1`")
                        .replace("Behaviour#pause()", "pause")
                        .replace("|", "\\|");
                sentences.put(Fault.valueOf(found.group(2)), sentence);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sentences;
    }
}
