package dev.understudy.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.sandbox.registry.SandboxRegistry;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The codecs on the registry of the sandbox. */
class SandboxRegistryTest extends RegistryContract {
    private static final SandboxRegistry REGISTRY = SandboxRegistry.start(0);

    @AfterAll
    static void stop() {
        REGISTRY.close();
    }

    @Override
    String url() {
        return REGISTRY.url();
    }

    @Test
    void shouldFindTheSchemaWhenTheRegistryIsBack() {
        try (SandboxRegistry own = SandboxRegistry.start(0);
                Codecs producer = Codecs.create(Map.of("url", own.url()));
                Codecs codecs = Codecs.create(Map.of("url", own.url()))) {
            int id = producer.register(Map.of("incidents", Contract.ALERT))
                    .get(0)
                    .id();
            AlertDecoder decoder = decoder(codecs);
            own.stop();
            assertThat(decoder.lookup(id).join()).isEqualTo(SchemaLookup.UNAVAILABLE);

            own.restart();

            assertThat(decoder.lookup(id).join()).isEqualTo(SchemaLookup.FOUND);
        }
    }

    @Test
    void shouldAuthenticate() {
        try (SandboxRegistry guarded = SandboxRegistry.start(0, "user", "word");
                Codecs stranger = Codecs.create(Map.of("url", guarded.url()));
                Codecs friend = Codecs.create(Map.of(
                        "url", guarded.url(),
                        "basic.auth.credentials.source", "USER_INFO",
                        "basic.auth.user.info", "user:word"))) {
            assertThatThrownBy(() -> stranger.codec(Contract.ALERT, "incidents"))
                    .hasMessageContaining("401")
                    .hasMessageContaining("basic.auth");
            assertThat(friend.codec(Contract.ALERT, "incidents")).isNotNull();
        }
    }
}
