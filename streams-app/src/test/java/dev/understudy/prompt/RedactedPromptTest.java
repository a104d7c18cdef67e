package dev.understudy.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.config.ProviderConfig;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.enrichment.Answer;
import dev.understudy.domain.enrichment.Enrichment;
import dev.understudy.provider.SampleProviders;
import dev.understudy.redaction.Placeholders;
import dev.understudy.redaction.PlantedSecret;
import dev.understudy.redaction.PlantedSecrets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RedactedPromptTest {
    private static final String MAIL = "jane.doe" + "@" + "example.com";

    private final ProviderConfig provider = SampleProviders.openAi().build();
    private final PromptRenderer renderer = new PromptRenderer("installation".getBytes(StandardCharsets.UTF_8));
    private final AnswerParser parser = new AnswerParser();

    static List<PlantedSecret> secrets() {
        return PlantedSecrets.all();
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void shouldSendNoSecret(PlantedSecret planted) {
        Prompt prompt = renderer.render(SampleAlerts.everywhere(planted.text()), "request-1", provider);

        assertThat(prompt.user()).doesNotContain(planted.secret());
        assertThat(prompt.redaction().counts()).isNotEmpty();
    }

    /** The description is cut somewhere within its first 200 bytes; the secret is moved over all of them. */
    @ParameterizedTest
    @MethodSource("secrets")
    void shouldSendNoHalfOfASecretEither(PlantedSecret planted) {
        String beginning =
                planted.secret().substring(0, Math.min(8, planted.secret().length()));
        for (int before = 0; before <= 200; before += 6) {
            Alert alert = SampleAlerts.withDescription("x ".repeat(before / 2) + planted.text() + " x".repeat(200));

            Prompt prompt = renderer.render(alert, PromptContext.NONE, "r", provider, 1);

            assertThat(prompt.inputTruncated()).isTrue();
            assertThat(prompt.user()).doesNotContain(beginning);
        }
    }

    @Test
    void shouldPutAddressesBackIntoTheAnswer() {
        Prompt prompt = renderer.render(
                SampleAlerts.withDescription("mail to " + MAIL + " bounced, password=hunter2"), "request-1", provider);
        assertThat(prompt.user())
                .contains("mail to [EMAIL_1] bounced, password=[REDACTED:credential]")
                .doesNotContain(MAIL);

        Enrichment enrichment = accepted(
                        AnswerParserTest.VALID
                                .replace("memory leak", "[EMAIL_1] is full")
                                .replace("kubectl logs checkout", "mail [EMAIL_1]")
                                .replace("payments", "password=[REDACTED:credential]"),
                        prompt.redaction().placeholders())
                .enrichment();

        assertThat(enrichment.hypotheses().get(0).cause()).isEqualTo(MAIL + " is full");
        assertThat(enrichment.suggestedActions().get(0).command()).isEqualTo("mail " + MAIL);
        assertThat(enrichment.impact()).isEqualTo("password=[REDACTED:credential]");
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void shouldTakeSecretsOutOfTheAnswer(PlantedSecret planted) throws Exception {
        if (planted.rule().startsWith("email")) {
            return;
        }
        String quoted = new ObjectMapper().writeValueAsString(planted.text());
        String text = AnswerParserTest.VALID
                .replace("\"no memory graph\"", quoted)
                .replace("\"payments\"", quoted)
                .replace("\"7 restarts\"", quoted);

        Answer answer = accepted(text, Placeholders.NONE);

        assertThat(answer.enrichment().toString()).doesNotContain(planted.secret());
        assertThat(answer.redactions()).isNotEmpty();
    }

    @Test
    void shouldTakeSecretsOutBeforeAddressesArePutBack() {
        Placeholders placeholders = new Placeholders(Map.of("[EMAIL_1]", MAIL));

        Enrichment enrichment = accepted(
                        AnswerParserTest.VALID.replace("payments", "postgres://crm:s3cret@db and [EMAIL_1]"),
                        placeholders)
                .enrichment();

        assertThat(enrichment.impact()).isEqualTo("postgres://crm:[REDACTED:url-password]@db and " + MAIL);
    }

    private Answer accepted(String text, Placeholders placeholders) {
        ParsedAnswer parsed = parser.parse(text, placeholders);
        assertThat(parsed).isInstanceOf(ParsedAnswer.Accepted.class);
        return ((ParsedAnswer.Accepted) parsed).answer();
    }
}
