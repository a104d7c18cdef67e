package dev.understudy.runtime.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.config.ConfigException;
import dev.understudy.config.ProviderConfig;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.enrichment.ActionRisk;
import dev.understudy.domain.enrichment.Actionability;
import dev.understudy.domain.enrichment.Confidence;
import dev.understudy.domain.enrichment.Enrichment;
import dev.understudy.domain.enrichment.SuggestedAction;
import dev.understudy.prompt.PromptRenderer;
import dev.understudy.prompt.SampleAlerts;
import dev.understudy.provider.ChatRequest;
import dev.understudy.provider.SampleProviders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptedModelsTest {
    private final ProviderConfig provider = SampleProviders.openAi().build();

    @TempDir
    private Path folder;

    private ScriptedModels script(String text) {
        try {
            return ScriptedModels.read(Files.writeString(folder.resolve("script.yaml"), text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Outcome call(ScriptedModels models, String name, Alert alert, Duration timeout) {
        return models.model(name, provider)
                .call(new ChatRequest(
                        "request-1", new PromptRenderer(new byte[] {1}).render(alert, "request-1", provider), timeout))
                .join();
    }

    private Outcome call(ScriptedModels models, String name) {
        return call(models, name, SampleAlerts.crashLoop(), Duration.ofSeconds(5));
    }

    private static Enrichment said(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Completed.class);
        return ((Outcome.Completed) outcome).answer().enrichment();
    }

    private static FailureReason failure(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome).reason();
    }

    @Test
    void shouldAnswerFromTheAlertItselfWithoutAScript() {
        Outcome outcome = call(ScriptedModels.standard(), "openai");

        Enrichment said = said(outcome);
        assertThat(said.title()).isEqualTo("KubePodCrashLooping on checkout");
        assertThat(said.assessment().severity()).isEqualTo(Severity.WARNING);
        assertThat(said.assessment().confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(said.affectedServices()).containsExactly("checkout");
        assertThat(said.suggestedActions()).isNotEmpty();
        assertThat(said.tags()).isEmpty();
        assertThat(call(ScriptedModels.standard(), "openai")).isEqualTo(outcome);
    }

    @Test
    void shouldSayWhatTheFirstRuleSaysThatMatches() {
        ScriptedModels models = script("""
                rules:
                  - when: {name: Kube.*, severity: [critical]}
                    answer: {title: not this severity}
                  - provider: other
                    answer: {title: not this provider}
                  - when: {fingerprint: "0000"}
                    answer: {title: not this alert}
                  - when: {name: Kube.*, severity: [warning], fingerprint: efb424eb31489e73}
                    answer:
                      title: Checkout is down
                      severity: critical
                      actionability: action-required
                      suggested-actions: [{description: Restart it, command: kubectl rollout restart, risk: disruptive}]
                      data-gaps: [The log of checkout]
                  - answer: {title: too late}
                """);

        Enrichment said = said(call(models, "openai"));

        assertThat(said.title()).isEqualTo("Checkout is down");
        assertThat(said.assessment().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(said.assessment().actionability()).isEqualTo(Actionability.ACTION_REQUIRED);
        assertThat(said.suggestedActions())
                .containsExactly(
                        new SuggestedAction("Restart it", "kubectl rollout restart", ActionRisk.DISRUPTIVE, false));
        assertThat(said.dataGaps()).containsExactly("The log of checkout");
        assertThat(said.summary())
                .isEqualTo(said(call(ScriptedModels.standard(), "openai")).summary());
        assertThat(said(call(models, "other")).title()).isEqualTo("not this provider");
    }

    @Test
    void shouldFailAsTheScriptSaysAndTakeTheTimeThatItSays() {
        ScriptedModels models = script("""
                rules:
                  - {provider: a, fault: rate-limited}
                  - {provider: b, fault: TIMEOUT}
                  - {provider: c, latency: 30s}
                  - {provider: d, latency: 50ms}
                """);
        long start = System.nanoTime();

        assertThat(failure(call(models, "a"))).isEqualTo(FailureReason.RATE_LIMITED);
        assertThat(failure(call(models, "b"))).isEqualTo(FailureReason.CALL_TIMEOUT);
        assertThat(failure(call(models, "c", SampleAlerts.crashLoop(), Duration.ofMillis(20))))
                .isEqualTo(FailureReason.CALL_TIMEOUT);
        assertThat(said(call(models, "d")).title()).isNotEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(70), Duration.ofSeconds(10));
    }

    @Test
    void shouldRedactWhatTheScriptSaysAsAModelWouldBe() {
        ScriptedModels models = script("rules: [{answer: {summary: 'password=hunter2'}}]");

        assertThat(said(call(models, "openai")).summary()).isEqualTo("password=[REDACTED:credential]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rules: [{fault: broken}] | rules[0].fault: is broken, expected one of [connect-failed,",
                "rules: [{fault: breaker-open}] | rules[0].fault: is breaker-open, expected one of",
                "rules: [{fault: quota, answer: {}}] | rules[0].fault: stands beside answer; expected one of the two",
                "rules: [{when: {}}] | rules[0].when.name: is missing, and so are severity and fingerprint",
                "rules: [{when: {name: '('}}] | rules[0].when.name: is no regular expression: Unclosed group",
                "rules: [{answer: {titel: x}}] | rules[0].answer.titel: is not a setting; did you mean title?",
                "rules: [{answer: {suggested-actions: [{risk: reversible}]}}]"
                        + " | rules[0].answer.suggested-actions[0].description: is missing; expected what to do",
                "rules: [{latency: soon}] | rules[0].latency: must be a duration",
                "'' | script.yaml: is empty; expected rules"
            })
    void shouldRefuseWhatCannotBeMeant(String text, String message) {
        assertThatThrownBy(() -> script(text))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void shouldSayThatThereIsNoScript() {
        Path gone = folder.resolve("gone.yaml");

        assertThatThrownBy(() -> ScriptedModels.read(gone))
                .isInstanceOf(ConfigException.class)
                .hasMessage(gone + ": does not exist; expected a YAML file with rules");
    }
}
