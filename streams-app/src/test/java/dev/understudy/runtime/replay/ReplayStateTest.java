package dev.understudy.runtime.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Namespace;
import dev.understudy.config.ProviderConfig;
import dev.understudy.config.StartFrom;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.runtime.settings.ConfigLoader;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayStateTest {
    private static final Namespace RUN = Namespace.replay("one");
    private static final UnderstudyConfig PRODUCTION =
            new ConfigLoader(Map.of()).parse("""
                    kafka: {bootstrap.servers: "localhost:9092"}
                    schema-registry: {url: "http://localhost:8081", auto.register.schemas: "true"}
                    start-from: latest
                    deadline: 7s
                    state-dir: /var/lib/understudy
                    instance-id: pod-3
                    create-topics: true
                    output: {json: true}
                    admin: {enabled: true, token: secret}
                    hedging: {severity: [critical]}
                    providers:
                      lead:
                        {dialect: openai, base-url: "http://localhost:1/v1", model: m, requests-per-minute: 60,
                         tokens-per-minute: 1000, active-probe: 10s, price: {input-per-million: 1, output-per-million: 2},
                         budget: {usd-per-day: 5}}
                    """, "test.yaml", Path.of(".")).config();

    @Test
    void shouldTouchNothingOfProduction() {
        UnderstudyConfig replay = new ReplayState(PRODUCTION).config(RUN, ProviderKind.REAL);

        assertThat(replay.stateDir()).isEqualTo(Path.of("/var/lib/understudy/replay/one"));
        assertThat(replay.schemaRegistry()).containsEntry("auto.register.schemas", "false");
        assertThat(replay.hasBudgets()).isFalse();
        assertThat(replay.admin().enabled()).isFalse();
        assertThat(replay.http().port()).isZero();
        assertThat(replay.output().json()).isFalse();
        assertThat(replay.startFrom()).isEqualTo(StartFrom.earliest());
    }

    @Test
    void shouldKeepThePolicyForRealProviders() {
        UnderstudyConfig replay = new ReplayState(PRODUCTION).config(RUN, ProviderKind.REAL);

        assertThat(replay.deadline()).isEqualTo(PRODUCTION.deadline());
        assertThat(replay.reuse()).isEqualTo(PRODUCTION.reuse());
        assertThat(replay.hedging()).isEqualTo(PRODUCTION.hedging());
        assertThat(lead(replay)).isEqualTo(lead(PRODUCTION).withoutBudget());
        assertThat(lead(replay).requestsPerMinute()).isEqualTo(60);
    }

    @Test
    void shouldLeaveNothingToChanceWhereAnswersAreNotReal() {
        UnderstudyConfig replay = new ReplayState(PRODUCTION).config(RUN, ProviderKind.RECORDED);

        assertThat(replay.reuse().enabled()).isFalse();
        assertThat(replay.hedging().severity()).isEmpty();
        assertThat(lead(replay).requestsPerMinute()).isNull();
        assertThat(lead(replay).tokensPerMinute()).isNull();
        assertThat(lead(replay).activeProbe()).isNull();
        assertThat(lead(replay).budget()).isNull();
        assertThat(lead(replay).circuitBreaker().minimumNumberOfCalls()).isEqualTo(100_000);
        assertThat(lead(replay).price()).isEqualTo(lead(PRODUCTION).price());
        assertThat(replay.routes()).isEqualTo(PRODUCTION.routes());
    }

    private static ProviderConfig lead(UnderstudyConfig config) {
        return config.providers().get("lead");
    }
}
