package dev.understudy.prompt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.enrichment.Answer;
import dev.understudy.domain.enrichment.Caveat;
import dev.understudy.redaction.Placeholders;
import dev.understudy.redaction.Redactor;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a model's text into an accepted answer, or says why it is none. Never throws; thread-safe.
 *
 * <p>The whole text must be one JSON object in the {@link AnswerSchema}. Otherwise one repair is tried: the object
 * within the first code fence, or else the first object in the text; an answer found so carries
 * {@link Caveat#OUTPUT_REPAIRED}. An object that names a key twice is a violation, because nobody can tell which of the
 * two was meant.
 */
public final class AnswerParser {
    private static final int MAX_NESTING = 50;
    private static final int MAX_NUMBER_LENGTH = 100;
    private static final int MAX_TEXT_LENGTH = 1_000_000;
    private static final int MAX_NAMED_VIOLATIONS = 4;

    private final Redactor redactor;
    private final AnswerSchema schema = AnswerSchema.current();
    private final ObjectMapper json = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_NESTING)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .maxStringLength(MAX_TEXT_LENGTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    /** With the default redaction. */
    public AnswerParser() {
        this(Redactor.standard());
    }

    /** With what is taken out of answers. */
    public AnswerParser(Redactor redactor) {
        this.redactor = redactor;
    }

    /** The answer in a model's text about an alert of which nothing was taken out. */
    public ParsedAnswer parse(@Nullable String text) {
        return parse(text, Placeholders.NONE);
    }

    /** The answer in a model's text, without secrets and with what stood in the place of these placeholders. */
    public ParsedAnswer parse(@Nullable String text, Placeholders placeholders) {
        return read(text)
                .fold(
                        accepted -> new ParsedAnswer.Accepted(redactor.restored(accepted.answer(), placeholders)),
                        rejected -> rejected);
    }

    private ParsedAnswer read(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return new ParsedAnswer.Rejected(FailureReason.EMPTY_ANSWER, "the answer is empty");
        }
        if (text.length() > MAX_TEXT_LENGTH) {
            return violation("the answer has more than " + MAX_TEXT_LENGTH + " characters");
        }
        try {
            JsonNode whole = json(text);
            if (whole != null) {
                return check(whole, Set.of());
            }
            String embedded = EmbeddedObject.in(text);
            JsonNode repaired = embedded == null ? null : json(embedded);
            return repaired == null
                    ? new ParsedAnswer.Rejected(FailureReason.NOT_JSON, "the answer holds no JSON object")
                    : check(repaired, Set.of(Caveat.OUTPUT_REPAIRED));
        } catch (StreamConstraintsException e) {
            return violation("the answer is nested too deep, or a number in it is too long");
        } catch (MismatchedInputException e) {
            return violation("the answer names a key twice");
        }
    }

    private ParsedAnswer check(JsonNode node, Set<Caveat> caveats) {
        List<String> violations = schema.violations(node);
        if (violations.isEmpty()) {
            return new ParsedAnswer.Accepted(new Answer(EnrichmentMapper.enrichment(node), caveats));
        }
        return violation(String.join("; ", violations.subList(0, Math.min(MAX_NAMED_VIOLATIONS, violations.size()))));
    }

    /** The one value that the text is; null when it is not JSON, or more than one value. */
    private @Nullable JsonNode json(String text) throws StreamConstraintsException, MismatchedInputException {
        try (JsonParser parser = json.createParser(text)) {
            JsonNode node = json.readTree(parser);
            return node == null || node.isMissingNode() || parser.nextToken() != null ? null : node;
        } catch (StreamConstraintsException | MismatchedInputException e) {
            throw e;
        } catch (JsonProcessingException e) {
            return null;
        } catch (IOException e) {
            throw new IllegalStateException("reading a string did I/O", e);
        }
    }

    private static ParsedAnswer violation(String message) {
        return new ParsedAnswer.Rejected(FailureReason.SCHEMA_VIOLATION, message);
    }
}
