package dev.understudy.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.dialect.OpenAiDialect;
import dev.understudy.sandbox.provider.ProviderOptions;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.AppProcess;
import dev.understudy.testing.Figures;
import dev.understudy.testing.Installation;
import dev.understudy.testing.LiveReader;
import dev.understudy.testing.TwoProviders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * JSON at the edge of what JSON allows, as a provider's answer: a failure with a name and the next provider's answer, or
 * an answer; never a dead letter, never an unknown failure.
 */
@Tag("guarantees")
class OddAnswersIT {
    private static final int DEEP = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void shouldNameEachFailureAndHaveTheStandInAnswer(@TempDir Path folder) {
        OddDialect odd = new OddDialect();
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.ephemeral()
                .withProviders(
                        ProviderOptions.of(odd).named("lead"),
                        ProviderOptions.of(new OpenAiDialect()).named("stand-in")))) {
            String patient = TwoProviders.SETTINGS.replace("minimum-number-of-calls: 5", "minimum-number-of-calls: 99");
            Installation installation = Installation.create(
                    sandbox, folder, 2, patient.replace("sliding-window-size: 10", "sliding-window-size: 99"));
            try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    LiveReader reader = LiveReader.start(installation.config());
                    AppProcess app = AppProcess.start(installation, "one", "enricher,fallback")
                            .awaitReady()) {
                List<String> sent = new ArrayList<>();
                Map<String, List<String>> outcomes = new LinkedHashMap<>();
                bodies().forEach((name, body) -> {
                    odd.answerWith(body);
                    String id = load.send("odd-" + outcomes.size() + "-", 1, 0).get(0);
                    sent.add(id);
                    reader.await(name, PATIENCE, seen -> seen.answered(1).contains(id));
                    outcomes.put(name, leadOutcomes(reader, id));
                });
                Calm.verify("Odd answers", app);
                assertThat(app.stop(Duration.ofSeconds(30))).as(app.log()).isZero();
                outcomes.forEach((name, labels) -> Figures.tell(String.format("Odd answers: %s: %s", name, labels)));

                assertThat(outcomes)
                        .allSatisfy((name, labels) ->
                                assertThat(labels).as(name).isNotEmpty().doesNotContain("UNKNOWN"));
                assertThat(reader.answers())
                        .filteredOn(answer -> answer.revision() == 1)
                        .hasSameSizeAs(sent)
                        .allSatisfy(answer -> assertThat(answer.outcome()).isEqualTo(EnrichmentOutcome.COMPLETE));
                assertThat(Calm.count(app, "Work on a record threw")).isZero();
                Aftermath.verify("Odd answers", installation, reader, sent);
            }
        }
    }

    private static List<String> leadOutcomes(LiveReader reader, String id) {
        return reader.attempts().stream()
                .filter(attempt ->
                        attempt.requestId().equals(id) && attempt.provider().equals("lead"))
                .map(LiveReader.Attempt::outcome)
                .toList();
    }

    private static Map<String, String> bodies() {
        String good = "{\"choices\":[{\"message\":{\"content\":%s},\"finish_reason\":\"stop\"}],\"usage\":%s}";
        String usage = "{\"prompt_tokens\":1,\"completion_tokens\":1}";
        String nested = "[".repeat(DEEP) + "]".repeat(DEEP);
        String quoted = "\"" + nested + "\"";
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("nested 10,000 levels", nested);
        bodies.put("objects in 10,000 levels", "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP));
        bodies.put("never closed", "[".repeat(DEEP));
        bodies.put("content nested 10,000 levels", good.formatted(quoted, usage));
        bodies.put("content of nested elements", good.formatted(nested, usage));
        bodies.put("NaN", "NaN");
        bodies.put("tokens NaN", good.formatted(OddDialect.CORRECT, "{\"prompt_tokens\":NaN}"));
        bodies.put("tokens 1e400", good.formatted(OddDialect.CORRECT, "{\"prompt_tokens\":1e400}"));
        bodies.put("tokens 1e999999999", good.formatted(OddDialect.CORRECT, "{\"prompt_tokens\":1e999999999}"));
        bodies.put(
                "tokens of 5,000 digits",
                good.formatted(OddDialect.CORRECT, "{\"prompt_tokens\":" + "9".repeat(5_000) + "}"));
        bodies.put("tokens negative", good.formatted(OddDialect.CORRECT, "{\"prompt_tokens\":-9223372036854775808}"));
        bodies.put("tokens text", good.formatted(OddDialect.CORRECT, "\"many\""));
        bodies.put("lone surrogates", good.formatted(OddDialect.SURROGATES, usage));
        bodies.put("NUL characters", good.formatted(OddDialect.NULS, usage));
        bodies.put("choices null", "{\"choices\":null}");
        bodies.put("choices of numbers", "{\"choices\":[1,2,3]}");
        bodies.put("10,000 choices", "{\"choices\":[" + "{},".repeat(DEEP) + "{}]}");
        bodies.put("finish reason an object", "{\"choices\":[{\"message\":{\"content\":\"a\"},\"finish_reason\":{}}]}");
        bodies.put("content a number", good.formatted("1e308", usage));
        bodies.put("text of 700,000 characters", good.formatted("\"" + "x".repeat(700_000) + "\"", usage));
        bodies.put("number of 100,000 digits", "9".repeat(100_000));
        bodies.put("field name of 100,000 characters", "{\"" + "n".repeat(100_000) + "\":1}");
        return bodies;
    }
}
