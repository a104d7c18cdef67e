package dev.understudy.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The file that {@code replay --out} has written.
 *
 * @param lines an answer each
 */
public record ReplayedAnswers(List<String> lines) {
    private static final Pattern REQUEST = Pattern.compile("^\\{\"requestId\":\"([^\"]+)\"");
    private static final Pattern TIME =
            Pattern.compile("\"(producedAt|startedAt|latencyMs|queuedMs|enrichmentMs|endToEndMs)\":(\"[^\"]*\"|\\d+)");
    private static final Pattern RESPONSE = Pattern.compile("\"responseId\":\"[^\"]*\"");

    public static ReplayedAnswers read(Path file) {
        try {
            return new ReplayedAnswers(Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The request that each is about. */
    public List<String> requests() {
        return lines.stream()
                .flatMap(line -> REQUEST.matcher(line).results())
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    /** The same without times, and without the ids that providers give. */
    public List<String> withoutTimes() {
        return lines.stream()
                .map(line -> TIME.matcher(line).replaceAll("\"$1\":0"))
                .map(line -> RESPONSE.matcher(line).replaceAll("\"responseId\":0"))
                .toList();
    }
}
