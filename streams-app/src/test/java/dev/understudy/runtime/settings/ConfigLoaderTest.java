package dev.understudy.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.config.BudgetConfig;
import dev.understudy.config.ConfigException;
import dev.understudy.config.DialectName;
import dev.understudy.config.GatewayConfig;
import dev.understudy.config.PromptsConfig;
import dev.understudy.config.ProviderConfig;
import dev.understudy.config.RecordExchangesConfig;
import dev.understudy.config.RedactionConfig;
import dev.understudy.config.RuleConfig;
import dev.understudy.config.StartFrom;
import dev.understudy.config.StructuredOutput;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.enrichment.FaultDomain;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {
    private static final String MINIMAL = """
            kafka: {bootstrap.servers: localhost:9092}
            schema-registry: {url: http://localhost:8081}
            providers:
              openai: {dialect: openai, base-url: https://api.openai.com/v1, model: gpt-5-mini}
            """;

    @TempDir
    Path folder;

    @Test
    void shouldFillDefaultsOfAMinimalFile() {
        // When
        LoadedConfig loaded = load(MINIMAL);

        // Then
        UnderstudyConfig config = loaded.config();
        assertThat(config.deadline()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.expires()).isEqualTo(Duration.ofHours(24));
        assertThat(config.startFrom()).isEqualTo(StartFrom.back(Duration.ofMinutes(15)));
        assertThat(config.routes()).singleElement().satisfies(route -> assertThat(route.chain())
                .containsExactly("openai"));
        assertThat(loaded.warnings()).isEmpty();
    }

    @Test
    void shouldMapEverySetting() throws IOException {
        // Given
        Path file = folder.resolve("understudy.yaml");
        Files.writeString(
                file,
                new String(
                        ConfigLoaderTest.class
                                .getResourceAsStream("/config/full.yaml")
                                .readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8));

        Files.writeString(folder.resolve("admin-token"), "hunter2\n");

        // When
        UnderstudyConfig config = loader("OPENAI_API_KEY", "sk-1").load(file).config();

        // Then
        assertThat(config.kafka())
                .containsExactly(
                        Map.entry("bootstrap.servers", "broker:9092"),
                        Map.entry("linger.ms", "3"),
                        Map.entry("check.crcs", "true"),
                        Map.entry("ratio", "0.50"));
        assertThat(config.schemaRegistry()).containsEntry("auto.register.schemas", "false");
        assertThat(config.startFrom()).isEqualTo(StartFrom.earliest());
        assertThat(config.maxAlertBytes()).isEqualTo(2048);
        assertThat(config.maxCalls()).isEqualTo(4);
        assertThat(config.inFlight().maxQueued()).isEqualTo(200);
        assertThat(config.retry().jitterPercent()).isEqualTo(10);
        assertThat(config.hedging().severity()).containsExactlyInAnyOrder(Severity.CRITICAL, Severity.HIGH);
        assertThat(config.hedging().percentile()).isEqualTo(90);
        assertThat(config.redaction())
                .isEqualTo(new RedactionConfig(
                        true, true, List.of("corp.example.com"), Map.of("customer", "CUST-\\d{6}")));
        assertThat(config.prompts())
                .isEqualTo(new PromptsConfig(
                        Path.of("src/test/resources/config/prompt.txt"),
                        "Page the duty manager for payments.",
                        Map.of("storage", "Never delete a snapshot."),
                        "German",
                        Path.of("src/test/resources/config/runbooks")));
        assertThat(config.http().port()).isZero();
        assertThat(config.admin().enabled()).isTrue();
        assertThat(config.admin().port()).isEqualTo(7);
        assertThat(config.admin().token().reveal()).isEqualTo("hunter2");
        assertFull(config.gateway());
        assertThat(config.instanceId()).isEqualTo("a-1");
        assertThat(config.output().json()).isTrue();
        assertThat(config.recordExchanges()).isEqualTo(new RecordExchangesConfig(true, Duration.ofDays(2)));
        assertThat(config.stateDir()).isEqualTo(Path.of("/var/lib/understudy"));
        assertThat(config.providers().keySet()).containsExactly("zeta", "openai", "alpha");
        assertThat(config.routes().get(0).when().severity()).isEqualTo(Set.of(Severity.CRITICAL, Severity.HIGH));
        assertThat(config.routes().get(0).when().labels()).isEqualTo(Map.of("region", "eu"));
        assertFull(config.providers().get("openai"));
    }

    private static void assertFull(GatewayConfig gateway) {
        assertThat(gateway.bind()).isEqualTo("0.0.0.0");
        assertThat(gateway.port()).isEqualTo(8);
        assertThat(gateway.tls().keyStore()).isEqualTo(Path.of("/etc/gateway.p12"));
        assertThat(gateway.tls().keyStorePassword().reveal()).isEqualTo("store-pass");
        assertThat(gateway.auth().tokens().get("am").reveal()).isEqualTo("token-1");
        assertThat(gateway.auth().users().get("ops").reveal()).isEqualTo("pass-1");
        assertThat(gateway.maxBodyBytes()).isEqualTo(2048);
        assertThat(gateway.maxBytesInFlight()).isEqualTo(8192);
        assertThat(gateway.maxConnections()).isEqualTo(9);
        assertThat(gateway.bodyTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(gateway.idleTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(gateway.deliveryTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(gateway.generic().get("uptime").alerts()).isEqualTo("/checks");
    }

    private static void assertFull(ProviderConfig openai) {
        assertThat(openai.dialect()).isEqualTo(DialectName.OPENAI);
        assertThat(openai.baseUrl()).isEqualTo(URI.create("https://api.openai.com/v1"));
        assertThat(openai.apiKey().reveal()).isEqualTo("sk-1");
        assertThat(openai.keys().get("second").reveal()).isEqualTo("two");
        assertThat(openai.timeout()).isEqualTo(Duration.ofMillis(250));
        assertThat(openai.timeouts().headers()).isEqualTo(Duration.ofMinutes(1));
        assertThat(openai.temperature()).isEqualByComparingTo("0.2");
        assertThat(openai.structuredOutput()).isEqualTo(StructuredOutput.JSON);
        assertThat(openai.headers().get("x-team").reveal()).isEqualTo("sre");
        assertThat(openai.query()).isEqualTo(Map.of("api-version", "2024-06-01"));
        assertThat(openai.body()).isEqualTo(Map.of("reasoning_effort", "low", "stop", List.of("a", "b"), "n", 1));
        assertThat(openai.tls().caFile()).isEqualTo(Path.of("/etc/ca.pem"));
        assertThat(openai.circuitBreaker().slidingWindowSize()).isEqualTo(20);
        assertThat(openai.price().inputPerMillion()).isEqualTo(new BigDecimal("0.25"));
        assertThat(openai.activeProbe()).isEqualTo(Duration.ofSeconds(30));
        assertThat(openai.reask()).isTrue();
        assertThat(openai.largerWindow()).isEqualTo("zeta");
        assertThat(openai.prompt()).isEqualTo(Path.of("src/test/resources/config/prompt.txt"));
        assertThat(openai.bytesPerToken()).isEqualByComparingTo("3.25");
        assertThat(openai.budget()).isEqualTo(new BudgetConfig(new BigDecimal("20.00"), true));
    }

    @Test
    void shouldNameEachProblemWithItsPathAndLine() {
        assertRefused("deadlin: 30s", "deadlin: is not a setting; did you mean deadline? (understudy.yaml:5)");
        assertRefused(
                "retry: {colour: 1}",
                "retry.colour: is not a setting; known here are initial, jitter-percent, max, max-retry-after, "
                        + "multiplier (understudy.yaml:5)");
        assertRefused(
                "deadline: soon",
                "deadline: must be a duration, such as 250ms, 15s, 5m or 24h, but is \"soon\" (understudy.yaml:5)");
        assertRefused("max-calls: many", "max-calls: must be a whole number, but is \"many\" (understudy.yaml:5)");
        assertRefused("max-calls: 1.5", "max-calls: must be a whole number, but is 1.5 (understudy.yaml:5)");
        assertRefused("max-calls: 99999999999", "max-calls: is a number out of range (understudy.yaml:5)");
        assertRefused("max-calls: 0", "max-calls: must be at least 1, but is 0 (understudy.yaml:5)");
        assertRefused("http:\n  port: 70000", "http.port: must be 0 to 65535, but is 70000 (understudy.yaml:6)");
        assertRefused(
                "admin: {enabled: true}",
                "admin.token: is missing, but enabled is true; expected a secret of your own, such as "
                        + "${UNDERSTUDY_ADMIN_TOKEN} or ${file:/run/secrets/admin-token} (understudy.yaml:5)");
        assertRefused(
                "admin: {bind: 0.0.0.0}",
                "admin.bind: is not a setting; known here are enabled, port, token (understudy.yaml:5)");
        assertRefused(
                "hedging: {percentile: 20}", "hedging.percentile: must be 50 to 99, but is 20 (understudy.yaml:5)");
        assertRefused(
                "redaction:\n  patterns:\n    order: 'ORD-['",
                "redaction.patterns.order: is no regular expression: Unclosed character class near index 4; "
                        + "expected one of java.util.regex (understudy.yaml:7)");
        assertRefused(
                "redaction: {patterns: {anything: '.*'}}",
                "redaction.patterns.anything: matches the empty text; expected something to mask (understudy.yaml:5)");
        assertRefused(
                "redaction: {enabled: maybe}",
                "redaction.enabled: must be true or false, but is \"maybe\" (understudy.yaml:5)");
        assertRefused("retry: fast", "retry: must be a mapping of settings, but is \"fast\" (understudy.yaml:5)");
        assertRefused("routes: openai", "routes: must be a list, but is \"openai\" (understudy.yaml:5)");
        assertRefused(
                "routes:\n  - chain: [openai]\n  - chain: [openai, openai]",
                "routes[1].chain: names openai twice (understudy.yaml:7)");
        assertRefused(
                "routes: [{chain: [gone]}]",
                "routes[0].chain: names gone, which is not among providers [openai] (understudy.yaml:5)");
        assertRefused(
                "routes: [{when: {severity: [URGENT]}, chain: [openai]}]",
                "routes[0].when.severity[0]: must be one of unknown, info, low, warning, high, critical, but is "
                        + "\"URGENT\" (understudy.yaml:5)");
        assertRefused(
                "start-from: yesterday",
                "start-from: must be latest, earliest or a duration, such as 15m, but is \"yesterday\" "
                        + "(understudy.yaml:5)");
        assertRefused("deadline:", "deadline: has no value; give it one, or remove the line (understudy.yaml:5)");
        assertRefused("providers: {}", "providers: is set twice, in lines 3 and 5; keep one (understudy.yaml:5)");
        assertRefused("expires: 10s", "expires: must be longer than deadline (30s), but is 10s (understudy.yaml:5)");
        assertRefused("instance-id: [a]", "instance-id: must be text, but is a list (understudy.yaml:5)");
    }

    @Test
    void shouldNameProblemsWithinAProvider() {
        assertProviderRefused(
                "timeout: 0s", "providers.local.timeout: must be longer than zero, such as 15s, but is 0s");
        assertProviderRefused(
                "base-url: ftp://x", "providers.local.base-url: must be an http or https address, but is ftp://x");
        assertProviderRefused(
                "dialect: morse",
                "providers.local.dialect: must be one of openai, anthropic, gemini, but is \"morse\"");
        assertProviderRefused("api_key: x", "providers.local.api_key: is not a setting; did you mean api-key?");
        assertProviderRefused(
                "circuit-breaker: {failure-rate-threshold: 200}",
                "providers.local.circuit-breaker.failure-rate-threshold: must be 1 to 100, but is 200");
        assertProviderRefused(
                "circuit-breaker: {sliding-window-size: 5, minimum-number-of-calls: 6}",
                "providers.local.circuit-breaker.minimum-number-of-calls: must be at most sliding-window-size (5), but "
                        + "is 6");
        assertProviderRefused(
                "price: {input-per-million: 1}",
                "providers.local.price.output-per-million: is missing; expected US dollars, such as 2.00");
        assertProviderRefused(
                "larger-window: gone",
                "providers.local.larger-window: names gone, which is not among providers [openai, local]");
        assertProviderRefused(
                "larger-window: openai",
                "providers.local.larger-window: names openai, whose max-input-tokens (16000) is not larger than that "
                        + "of local (16000)");
        assertProviderRefused(
                "larger-window: local",
                "providers.local.larger-window: names local, whose max-input-tokens (16000) is not larger than that "
                        + "of local (16000)");
        assertProviderRefused(
                "active-probe: 0s", "providers.local.active-probe: must be longer than zero, such as 15s, but is 0s");
        assertProviderRefused("bytes-per-token: 0.9", "providers.local.bytes-per-token: must be 1 to 10, but is 0.9");
        assertProviderRefused(
                "bytes-per-token: many",
                "providers.local.bytes-per-token: must be a number, such as 0.25, but is \"many\"");
        assertProviderRefused(
                "budget: {usd-per-day: 20}",
                "providers.local.budget: needs a price to count by; expected price of the same provider");
        assertProviderRefused(
                "budget: {usd-per-day: 0}",
                "providers.local.budget.usd-per-day: must be 0.0001 to 1000000000 US dollars, but is 0");
        assertProviderRefused("reask: perhaps", "providers.local.reask: must be true or false, but is \"perhaps\"");
    }

    @Test
    void shouldReadOwnRulesAndSayWhatIsWrongWithOne() {
        String rule = MINIMAL + "rules: {own: [{alerts: [\"Our*\"], fault-domain: %s, cause: \"It is {pod}.\"}]}";

        assertThat(load(rule.formatted("third-party")).config().rules().own())
                .singleElement()
                .extracting(RuleConfig::faultDomain)
                .isEqualTo(FaultDomain.THIRD_PARTY);
        assertThatThrownBy(() -> load(rule.formatted("elsewhere")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("rules.own[0].fault-domain: must be one of unknown, application, ")
                .hasMessageContaining("third_party")
                .hasMessageEndingWith("but is \"elsewhere\" (understudy.yaml:5)");
    }

    @Test
    void shouldSayWhichVariableIsMissingAndWhatToDo() {
        assertProviderRefused(
                "api-key: \"${LOCAL_KEY}\"",
                "providers.local.api-key: needs the environment variable LOCAL_KEY, which is not set; export it, "
                        + "or write ${LOCAL_KEY:-default}");
        assertProviderRefused(
                "api-key: \"${file:gone.txt}\"",
                "providers.local.api-key: reads the file " + folder.resolve("gone.txt")
                        + ", which does not exist; create it");
        assertProviderRefused(
                "api-key: \"${not a name}\"",
                "providers.local.api-key: ${not a name} is no placeholder; write ${NAME}, ${NAME:-default} or "
                        + "${file:/path}");
    }

    @Test
    void shouldNotShowWhatAPlaceholderStandsFor() {
        assertThatThrownBy(() ->
                        loader("KEY", "sk-secret").parse(MINIMAL + "max-calls: ${KEY}", "understudy.yaml", folder))
                .isInstanceOf(ConfigException.class)
                .hasMessage("max-calls: must be a whole number, but is what ${KEY} stands for (understudy.yaml:5)");
    }

    @Test
    void shouldReplacePlaceholdersInAnyText() {
        // When
        UnderstudyConfig config = loader("PORT", "7", "EMPTY", "")
                .parse(
                        MINIMAL + "max-calls: ${PORT}\ninstance-id: a-${PORT}-${EMPTY:-b}-$${X}",
                        "understudy.yaml",
                        folder)
                .config();

        // Then
        assertThat(config.maxCalls()).isEqualTo(7);
        assertThat(config.instanceId()).isEqualTo("a-7-b-${X}");
    }

    @Test
    void shouldReadASecretFileAgainAtEachReveal() throws IOException {
        // Given
        Path key = folder.resolve("key.txt");
        Files.writeString(key, "first\n");
        ProviderConfig provider = load(withProvider("api-key: \"${file:key.txt}\""))
                .config()
                .providers()
                .get("local");
        assertThat(provider.apiKey().reveal()).isEqualTo("first");

        // When
        Files.writeString(key, "second\n");

        // Then
        assertThat(provider.apiKey().reveal()).isEqualTo("second");
    }

    @ParameterizedTest
    @CsvSource({"application.id", "processing.guarantee", "consumer.group.id", "producer.transactional.id", "acks"})
    void shouldRefuseKafkaPropertiesThatTheCodeOwns(String property) {
        assertThatThrownBy(() -> load(MINIMAL.replace("localhost:9092}", "localhost:9092, " + property + ": x}")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("kafka." + property + ": cannot be set: ")
                .hasMessageEndingWith("; remove the line (understudy.yaml:1)");
    }

    @Test
    void shouldSayThatAFileIsNoYaml() {
        assertThatThrownBy(() -> load("kafka: {a: ${B}}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("understudy.yaml:1: is not valid YAML: ")
                .hasMessageEndingWith("; within { } put \"${...}\" in quotes");
        assertThatThrownBy(() -> load(""))
                .hasMessage("understudy.yaml: is empty; expected at least kafka, schema-registry and providers");
        assertThatThrownBy(() -> load("- a"))
                .hasMessage("understudy.yaml: must be a mapping of settings, such as kafka: and providers:");
        assertThatThrownBy(() -> load(MINIMAL + "---\na: b"))
                .hasMessage("understudy.yaml: holds more than one YAML document; keep one");
        assertThatThrownBy(() -> load("a: &x 1\nb: *x"))
                .hasMessage("b: is a YAML alias (*name), which is not supported; write the value (understudy.yaml:2)");
    }

    @Test
    void shouldSayThatTheFileIsMissing() {
        assertThatThrownBy(() -> loader().load(folder.resolve("none.yaml")))
                .isInstanceOf(ConfigException.class)
                .hasMessage(folder.resolve("none.yaml")
                        + ": does not exist; name the configuration file with --config or UNDERSTUDY_CONFIG");
    }

    @Test
    void shouldWarnAboutWhatItsOwnerMayNotHaveMeant() {
        // When
        LoadedConfig loaded = load("""
                kafka: {bootstrap.servers: localhost:9092}
                schema-registry: {url: http://localhost:8081}
                retry: {max-retry-after: 48h}
                providers:
                  slow: {dialect: openai, base-url: http://models.example.com, model: m, timeout: 60s, api-key: k}
                  idle: {dialect: openai, base-url: http://localhost:1, model: m, api-key: k, max-concurrent: 5000,
                         timeout: 10s, circuit-breaker: {slow-call-duration-threshold: 10s},
                         price: {input-per-million: 2.50, output-per-million: 10}, budget: {usd-per-day: 2}}
                routes:
                  - {chain: [slow]}
                  - {when: {service: [a]}, chain: [slow]}
                """);

        // Then
        assertThat(loaded.warnings())
                .containsExactly(
                        "providers.slow.timeout: 1m is longer than deadline (30s); before the first revision a call "
                                + "gets what is left of the deadline",
                        "providers.slow.base-url: http://models.example.com is not encrypted; the API key can be read "
                                + "on its way",
                        "providers.idle.circuit-breaker.slow-call-duration-threshold: 10s is not shorter than timeout "
                                + "(10s); a call that takes so long has failed before it counts as slow",
                        "providers.idle.budget.usd-per-day: 2 is leased by the fiftieth, which is less than one call "
                                + "may cost (0.06); each instance may spend so much beyond it",
                        "providers.idle.max-concurrent: 5000 is more than in-flight.max-concurrent (2000), which "
                                + "limits all providers together",
                        "routes[1]: is never used; an earlier route takes every alert",
                        "providers.idle: is in no route, so it is never asked",
                        "retry.max-retry-after: 2d is longer than expires (24h); such a request expires before it is "
                                + "asked again");
    }

    private void assertRefused(String line, String message) {
        assertThatThrownBy(() -> load(MINIMAL + line))
                .as(line)
                .isInstanceOf(ConfigException.class)
                .hasMessage(message);
    }

    private void assertProviderRefused(String setting, String message) {
        assertThatThrownBy(() -> load(withProvider(setting)))
                .as(setting)
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(message + " (understudy.yaml:");
    }

    private static String withProvider(String setting) {
        String key = setting.substring(0, setting.indexOf(':'));
        StringBuilder provider = new StringBuilder(MINIMAL).append("  local:\n");
        Map.of("dialect", "openai", "base-url", "http://localhost:11434/v1", "model", "llama3.1")
                .forEach((name, value) -> {
                    if (!name.equals(key)) {
                        provider.append("    ")
                                .append(name)
                                .append(": ")
                                .append(value)
                                .append('\n');
                    }
                });
        return provider.append("    ").append(setting).append('\n').toString();
    }

    private LoadedConfig load(String text) {
        return loader().parse(text, "understudy.yaml", folder);
    }

    private static ConfigLoader loader(String... environment) {
        Map<String, String> variables = new java.util.HashMap<>();
        for (int i = 0; i < environment.length; i += 2) {
            variables.put(environment[i], environment[i + 1]);
        }
        return new ConfigLoader(variables);
    }
}
