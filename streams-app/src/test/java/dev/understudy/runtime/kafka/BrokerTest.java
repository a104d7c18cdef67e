package dev.understudy.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.config.UnderstudyConfig;
import dev.understudy.runtime.settings.ConfigLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokerTest {
    @Test
    void shouldSayInOneLineThatNoBrokerAnswers() {
        try (Broker broker = Broker.connect(config("localhost:1"), Duration.ofSeconds(1))) {
            assertThatThrownBy(broker::partitions)
                    .isInstanceOf(StartupException.class)
                    .hasMessage("kafka.bootstrap.servers: no broker answered at localhost:1 within 1 s; start it, or "
                            + "mend the address");
        }
    }

    @Test
    void shouldSayInOneLineThatAnAddressIsNone() {
        assertThatThrownBy(() -> Broker.connect(config("nonsense"), Duration.ofSeconds(1)))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("kafka: no client for nonsense (")
                .hasMessageEndingWith("); mend the kafka settings");
    }

    private static UnderstudyConfig config(String address) {
        return new ConfigLoader(Map.of())
                .parse("""
                        kafka: {bootstrap.servers: "%s"}
                        schema-registry: {url: http://b:1}
                        providers: {openai: {dialect: openai, base-url: http://c, model: m}}
                        """.formatted(address), "f", Path.of("."))
                .config();
    }
}
