package dev.understudy.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.GatewayAuthConfig;
import dev.understudy.config.Secret;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialsTest {

    @Test
    void shouldAcceptEachOfSeveral() {
        Credentials credentials = new Credentials(new GatewayAuthConfig(
                Map.of("a", Secret.of("one\n"), "b", Secret.of("two")), Map.of("ops", Secret.of("pass:word"))));

        assertThat(List.of("Bearer one", "bearer two", "BEARER  two ", basic("ops:pass:word")))
                .allMatch(credentials::accept);
        assertThat(List.of("Bearer", "Bearer ", "Bearer three", "one", basic("ops:pass"), basic("one"), "Basic %"))
                .noneMatch(credentials::accept);
        assertThat(credentials.acceptToken("")).isFalse();
        assertThat(credentials.challenge())
                .isEqualTo("Bearer realm=\"understudy\", Basic realm=\"understudy\", charset=\"UTF-8\"");
    }

    /** A loop that ends at the first match, or a user that is looked up by name, is orders of magnitude faster. */
    @Test
    void shouldTakeAsLongForANameThatIsUnknownAsForAPasswordThatIsWrong() {
        Map<String, Secret> users = new LinkedHashMap<>();
        for (int i = 0; i < 2_000; i++) {
            users.put("user-" + i, Secret.of("password-" + i));
        }
        Credentials credentials = new Credentials(new GatewayAuthConfig(null, users));

        median(credentials, basic("warm:up"));
        long right = median(credentials, basic("user-0:password-0"));
        long wrong = median(credentials, basic("user-0:password-1"));
        long unknown = median(credentials, basic("nobody:password-0"));

        assertThat(wrong).isBetween(right / 4, right * 4);
        assertThat(unknown).isBetween(right / 4, right * 4);
    }

    private static long median(Credentials credentials, String authorization) {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 301; i++) {
            long began = System.nanoTime();
            credentials.accept(authorization);
            times.add(System.nanoTime() - began);
        }
        return times.stream().sorted().skip(150).findFirst().orElseThrow();
    }

    private static String basic(String text) {
        return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
