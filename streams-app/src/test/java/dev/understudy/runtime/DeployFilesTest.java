package dev.understudy.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.understudy.cli.UnderstudyCommand;
import dev.understudy.config.Durations;
import dev.understudy.config.HttpConfig;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.runtime.settings.ConfigLoader;
import dev.understudy.source.JsonAlerts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of {@code deploy} and the product agree: configuration, commands, ports, pages and times. */
class DeployFilesTest {
    private static final Path HOME = Path.of("..");
    private static final Path KUBERNETES = HOME.resolve("deploy/kubernetes");
    private static final Path COMPOSE = HOME.resolve("deploy/compose");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @TempDir
    Path secrets;

    @ParameterizedTest
    @ValueSource(strings = {"understudy.scripted.yaml", "understudy.real.yaml"})
    void shouldAcceptTheConfigurationOfCompose(String file) throws IOException {
        UnderstudyConfig config = composeConfig(file);

        JsonNode understudy = compose().at("/services/understudy");
        assertThat(texts(understudy.at("/ports")))
                .containsExactlyInAnyOrder(
                        published(config.http().port()),
                        published(config.gateway().port()));
        assertThat(config.http().bind()).isEqualTo("0.0.0.0");
        JsonNode webhook = document(COMPOSE.resolve("alertmanager.yml")).at("/receivers/0/webhook_configs/0");
        assertThat(webhook.at("/url").asText())
                .isEqualTo("http://understudy:" + config.gateway().port() + "/webhook/alertmanager");
        assertThat(Files.readString(COMPOSE.resolve(file)))
                .contains("${file:"
                        + webhook.at("/http_config/authorization/credentials_file")
                                .asText() + "}");
    }

    @Test
    void shouldPublishPortsOfComposeOnTheLoopbackAddressOnly() throws IOException {
        assertThat(compose().at("/services")).hasSizeGreaterThan(5).allSatisfy(service -> assertThat(
                        texts(service.at("/ports")))
                .allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:")));
    }

    @Test
    void shouldUnderstandTheCommandsOfContainers() throws IOException {
        List<List<String>> commands = new ArrayList<>(List.of(
                texts(compose().at("/services/understudy/command")),
                texts(compose().at("/services/topics/command"))));
        containers().forEach(container -> commands.add(texts(container.at("/args"))));

        assertThat(commands).hasSize(5).allSatisfy(command -> assertThatCode(
                        () -> UnderstudyCommand.create(new UnderstudyCommand.Parts(
                                        Pipeline::create, new JsonAlerts(Clock.systemUTC()), Map.of()))
                                .parseArgs(command.toArray(String[]::new)))
                .doesNotThrowAnyException());
    }

    @Test
    void shouldProbePagesThatAreServed() throws Exception {
        // Given
        UnderstudyConfig config = kubernetesConfig();
        List<String> pages = new ArrayList<>();
        for (JsonNode container : running()) {
            JsonNode port = container.at("/ports/0");
            assertThat(port.at("/containerPort").asInt())
                    .isEqualTo(config.http().port());
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                JsonNode get = container.at("/" + probe + "/httpGet");
                assertThat(get.at("/port")).isEqualTo(port.at("/name"));
                pages.add(get.at("/path").asText());
            }
        }
        JsonNode annotations = workloads().get(0).at("/spec/template/metadata/annotations");
        assertThat(annotations.at("/prometheus.io~1port").asInt())
                .isEqualTo(config.http().port());
        pages.add(annotations.at("/prometheus.io~1path").asText());
        String healthcheck = Files.readString(HOME.resolve("Dockerfile"))
                .lines()
                .filter(line -> line.startsWith("HEALTHCHECK") && line.contains("/health"))
                .findFirst()
                .orElseThrow();
        assertThat(healthcheck).contains("\"" + HttpConfig.defaults().port() + "\", \"/health/ready\"");
        pages.add("/health/ready");

        // When, Then
        Health good = new Health(true, Map.of());
        Health.Source health = new Health.Source() {
            @Override
            public Health live() {
                return good;
            }

            @Override
            public Health ready() {
                return good;
            }
        };
        try (HealthServer server = HealthServer.start(new HttpConfig("127.0.0.1", 0), health, () -> "")) {
            for (String page : pages) {
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + page))
                        .timeout(Duration.ofSeconds(5))
                        .build();
                assertThat(HttpClient.newHttpClient()
                                .send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode())
                        .as(page)
                        .isEqualTo(200);
            }
        }
        assertThat(pages).hasSize(8).contains("/health/live", "/metrics");
    }

    @Test
    void shouldOfferTheGatewayOnItsPort() throws IOException {
        UnderstudyConfig config = kubernetesConfig();

        JsonNode service = document(KUBERNETES.resolve("gateway.yaml")).at("/spec/ports/0");
        JsonNode port = running().get(1).at("/ports/1");
        assertThat(port.at("/name")).isEqualTo(service.at("/targetPort"));
        assertThat(port.at("/containerPort").asInt()).isEqualTo(config.gateway().port());
        assertThat(config.gateway().bind()).isEqualTo("0.0.0.0");
    }

    @Test
    void shouldGiveAContainerMoreTimeToEndThanItTakes() throws IOException {
        for (JsonNode workload : workloads()) {
            List<String> arguments = texts(workload.at("/spec/template/spec/containers/0/args"));
            Duration grace = Durations.parse(arguments.get(arguments.indexOf("--grace") + 1));
            assertThat(workload.at("/spec/template/spec/terminationGracePeriodSeconds")
                            .asLong())
                    .isGreaterThan(grace.toSeconds() + 5);
        }
        assertThat(Durations.parse(
                        compose().at("/services/understudy/stop_grace_period").asText()))
                .isGreaterThan(Duration.ofSeconds(20));
    }

    @Test
    void shouldRunAsAUserWhoIsNotRootAndWriteOnlyToVolumes() throws IOException {
        assertThat(containers()).hasSize(3).allSatisfy(container -> {
            assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                    .isTrue();
            assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
            assertThat(container.at("/volumeMounts").findValuesAsText("mountPath"))
                    .contains("/tmp");
        });
        assertThat(Files.readString(HOME.resolve("Dockerfile"))).contains("ARG UID=10001\n", "USER ${UID}:${UID}\n");
        assertThat(workloads())
                .allSatisfy(workload -> assertThat(workload.at("/spec/template/spec/securityContext/runAsUser")
                                .asInt())
                        .isEqualTo(10001));
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void shouldReadEveryManifest(Path file) throws IOException {
        assertThat(documents(file)).isNotEmpty().allSatisfy(manifest -> assertThat(
                        manifest.at("/kind").asText())
                .isNotEmpty());
    }

    static List<Path> manifests() throws IOException {
        try (Stream<Path> files = Files.list(KUBERNETES)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).toList();
        }
    }

    /** With the files of the secret as it is shown, so that none is missing there. */
    private UnderstudyConfig kubernetesConfig() throws IOException {
        for (Map.Entry<String, JsonNode> entry : document(KUBERNETES.resolve("secret.example.yaml"))
                .at("/stringData")
                .properties()) {
            Files.writeString(secrets.resolve(entry.getKey()), entry.getValue().asText());
        }
        return load(document(KUBERNETES.resolve("config.yaml"))
                .at("/data/understudy.yaml")
                .asText()
                .replace("/run/secrets/understudy/", secrets + "/"));
    }

    private UnderstudyConfig composeConfig(String file) throws IOException {
        for (String name : (Iterable<String>) compose().at("/secrets")::fieldNames) {
            Files.writeString(secrets.resolve(name), "token");
        }
        return load(Files.readString(COMPOSE.resolve(file)).replace("/run/secrets/", secrets + "/"));
    }

    private UnderstudyConfig load(String yaml) {
        return new ConfigLoader(Map.of("OPENAI_API_KEY", "sk-1", "ANTHROPIC_API_KEY", "sk-2"))
                .parse(yaml, "understudy.yaml", secrets)
                .config();
    }

    private static JsonNode compose() throws IOException {
        return document(HOME.resolve("docker-compose.yml"));
    }

    /** What runs until it is told to stop. */
    private static List<JsonNode> workloads() throws IOException {
        return List.of(
                documents(KUBERNETES.resolve("understudy.yaml")).get(2),
                documents(KUBERNETES.resolve("gateway.yaml")).get(2));
    }

    private static List<JsonNode> running() throws IOException {
        return workloads().stream()
                .map(workload -> workload.at("/spec/template/spec/containers/0"))
                .toList();
    }

    private static List<JsonNode> containers() throws IOException {
        List<JsonNode> containers = new ArrayList<>(running());
        containers.add(document(KUBERNETES.resolve("topics-job.yaml")).at("/spec/template/spec/containers/0"));
        return containers;
    }

    private static JsonNode document(Path file) throws IOException {
        return documents(file).get(0);
    }

    private static List<JsonNode> documents(Path file) throws IOException {
        return YAML.readerFor(JsonNode.class)
                .<JsonNode>readValues(Files.readString(file))
                .readAll();
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static String published(int port) {
        return "127.0.0.1:" + port + ":" + port;
    }
}
