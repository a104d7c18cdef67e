package dev.understudy.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.understudy.budget.BudgetState;
import dev.understudy.domain.attempt.FailureReason;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules for Prometheus ask for metrics that the product has, and lead to pages that are there. */
class AlertRulesTest {
    private static final Path HOME = Path.of("..");
    private static final Path OPERATIONS = HOME.resolve("docs/operations.md");
    private static final Pattern METRIC = Pattern.compile("\\b(?:understudy|kafka)_[a-z_]+");
    private static final Pattern REASON = Pattern.compile("reason=~\"([A-Z_|]+)\"");

    @Test
    void shouldAskForMetricsThatAreThere() throws IOException {
        Set<String> asked = new HashSet<>();
        for (JsonNode rule : rules()) {
            METRIC.matcher(rule.path("expr").textValue())
                    .results()
                    .map(MatchResult::group)
                    .forEach(asked::add);
        }

        assertThat(asked).hasSizeGreaterThan(10);
        assertThat(asked.stream().filter(name -> name.startsWith("understudy_")))
                .isSubsetOf(metrics());
        // Kafka's own are looked for on a running instance, by a block of the page that ReadmeIT runs.
        assertThat(asked.stream().filter(name -> name.startsWith("kafka_")))
                .allSatisfy(
                        name -> assertThat(Files.readString(OPERATIONS)).contains("/metrics | grep '^" + name + "'"));
    }

    @Test
    void shouldAskForReasonsThatAreThere() throws IOException {
        List<String> labels =
                Arrays.stream(FailureReason.values()).map(FailureReason::label).toList();

        assertThat(rules()).anySatisfy(rule -> assertThat(
                        REASON.matcher(rule.path("expr").textValue()).results())
                .isNotEmpty()
                .allSatisfy(
                        reason -> assertThat(reason.group(1).split("\\|", -1)).isSubsetOf(labels)));
    }

    @Test
    void shouldLeadToAPage() throws IOException {
        assertThat(rules()).allSatisfy(rule -> {
            String[] page =
                    rule.path("annotations").path("runbook_url").textValue().split("#", 2);
            String text = Files.readString(HOME.resolve(page[0]), UTF_8).toLowerCase(Locale.ROOT);
            if (page.length > 1) {
                assertThat(text).contains("\n## " + page[1].replace('-', ' ') + "\n");
            }
        });
    }

    private static Iterable<JsonNode> rules() throws IOException {
        return new YAMLMapper()
                .readTree(Files.readString(HOME.resolve("deploy/prometheus/understudy.rules.yaml"), UTF_8))
                .at("/groups/0/rules");
    }

    /** The names on a page that shows each meter of the product that a rule could want. */
    private static Set<String> metrics() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        InFlightMetrics inFlight = new InFlightMetrics(registry);
        inFlight.watch(() -> 0, () -> 0);
        inFlight.answered("COMPLETE", 1, Duration.ZERO);
        inFlight.parked("openai", "SERVER_ERROR");
        inFlight.deadLetter("NOT_JSON");
        inFlight.round(Duration.ZERO);
        inFlight.braked(Duration.ZERO);
        ProviderMetrics provider = new ProviderMetrics(registry);
        provider.watch("openai", () -> true);
        provider.watchDrill("openai", () -> false);
        provider.outage("openai", FailureReason.SERVER_ERROR);
        new BudgetMetrics(registry).watch("openai", () -> new BudgetState(LocalDate.EPOCH, 1, 0, 0, 1, false, false));
        new GatewayMetrics(registry).answered("/v1/alerts", 200);
        Set<String> names = new HashSet<>();
        registry.scrape()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> names.add(line.split("[{ ]", 2)[0]));
        return names;
    }
}
