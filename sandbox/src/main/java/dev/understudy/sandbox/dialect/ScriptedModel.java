package dev.understudy.sandbox.dialect;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.understudy.sandbox.dialect.Completion.Finish;
import dev.understudy.sandbox.script.Fault;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Says what a model would say to a prompt, correctly or with one of the faults of kind {@link Fault.Kind#ANSWER}. */
public final class ScriptedModel {

    private static final int OVERLONG = 10_000;
    private static final int HUGE = 10 * 1024 * 1024;
    private static final int MANY = 5;
    private static final String BRACES = " {\"nested\": [\"}\", \"{\\\"deeper\\\": null}\"]}";

    private ScriptedModel() {}

    /** Answers a prompt; faults of other kinds leave the answer correct. */
    public static Completion answer(PromptText prompt, @Nullable Fault fault) {
        Assessment assessment = Assessment.of(prompt.text());
        int size = Completion.tokens(prompt.text());
        if (fault == Fault.NULL_CONTENT || fault == Fault.REFUSAL) {
            Finish finish = fault == Fault.REFUSAL ? Finish.REFUSAL : Finish.STOP;
            return new Completion(prompt.model(), null, finish, size, prompt.tool());
        }
        Finish finish = fault == Fault.CUT_ANSWER
                ? Finish.LENGTH
                : fault == Fault.FILTERED_ANSWER ? Finish.CONTENT_FILTER : Finish.STOP;
        return new Completion(
                prompt.model(),
                fault == null ? content(assessment) : content(assessment, fault),
                finish,
                size,
                prompt.tool());
    }

    private static String content(Assessment assessment) {
        return object(json -> {
            assessment.writeHead(json);
            assessment.writeLists(json, 1, "");
        });
    }

    private static String content(Assessment assessment, Fault fault) {
        String correct = content(assessment);
        return switch (fault) {
            case EMPTY_CONTENT -> "";
            case CUT_ANSWER, FILTERED_ANSWER -> correct.substring(0, correct.length() / 2);
            case PROSE ->
                "The alert " + assessment.alert() + " tells that " + assessment.service()
                        + " is in trouble. I would look at the recent changes first.";
            case FENCED_JSON -> "```json\n" + correct + "\n```";
            case JSON_IN_PROSE -> "Here is my assessment:\n\n" + correct + "\n\nLet me know if you need more.";
            case NESTED_JSON ->
                object(json -> {
                    assessment.writeHead(json);
                    assessment.writeLists(json, MANY, BRACES);
                });
            case UNKNOWN_ENUM ->
                object(json -> {
                    writeWithSeverity(json, assessment, assessment.title(), assessment.summary(), "APOCALYPTIC");
                    assessment.writeLists(json, 1, "");
                });
            case OVERLONG_TEXT -> withTexts(assessment, "t".repeat(OVERLONG), "s".repeat(OVERLONG));
            case HUGE_BODY -> withTexts(assessment, assessment.title(), "x".repeat(HUGE));
            case MISSING_FIELD -> object(assessment::writeHead);
            case EXTRA_FIELD ->
                object(json -> {
                    assessment.writeHead(json);
                    assessment.writeLists(json, 1, "");
                    json.writeStringField("mood", "cheerful");
                });
            case DUPLICATE_KEYS ->
                object(json -> {
                    json.writeStringField("title", "An earlier title");
                    json.writeStringField("severity", "INFO");
                    assessment.writeHead(json);
                    assessment.writeLists(json, 1, "");
                });
            default -> correct;
        };
    }

    private static String withTexts(Assessment assessment, String title, String summary) {
        return object(json -> {
            writeWithSeverity(json, assessment, title, summary, assessment.severity());
            assessment.writeLists(json, 1, "");
        });
    }

    private static void writeWithSeverity(
            JsonGenerator json, Assessment assessment, String title, String summary, String severity)
            throws IOException {
        json.writeStringField("title", title);
        json.writeStringField("summary", summary);
        json.writeStringField("severity", severity);
        assessment.writeAfterSeverity(json);
    }

    private static String object(JsonText.Content fields) {
        return JsonText.string(json -> {
            json.writeStartObject();
            fields.writeTo(json);
            json.writeEndObject();
        });
    }
}
