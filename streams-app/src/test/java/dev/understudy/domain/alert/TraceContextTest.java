package dev.understudy.domain.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    private static final String PARENT = "traceparent=00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff",
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-comes-later"
            })
    void shouldTakeATraceParentAsItIs(String parent) {
        assertThat(taken("traceparent=" + parent)).containsExactly("traceparent=" + parent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01more",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n"
            })
    void shouldDropWhatIsNoTraceParentAndItsState(String parent) {
        assertThat(taken("traceparent=" + parent, "tracestate=vendor=1")).isEmpty();
    }

    @Test
    void shouldTakeTheStateWithItAndNoOtherHeader() {
        assertThat(taken("secret=1", "tracestate=vendor=1", PARENT)).containsExactly(PARENT, "tracestate=vendor=1");
        assertThat(taken(PARENT, "tracestate=" + "v".repeat(512))).hasSize(2);
        assertThat(taken(PARENT, "tracestate=" + "v".repeat(513))).containsExactly(PARENT);
        assertThat(taken("tracestate=vendor=1")).isEmpty();
    }

    @Test
    void shouldTakeTheLastOfSeveral() {
        assertThat(taken("traceparent=00-" + "1".repeat(32) + "-00f067aa0ba902b7-01", PARENT))
                .containsExactly(PARENT);
        assertThat(taken(PARENT, "traceparent=nonsense")).isEmpty();
    }

    @Test
    void shouldTakeAHeaderWithoutAValueForNone() {
        List<RawHeader> headers = new ArrayList<>();

        TraceContext.take(List.of(new RawHeader("traceparent", null)), headers);

        assertThat(headers).isEmpty();
    }

    private static List<String> taken(String... headers) {
        List<RawHeader> taken = new ArrayList<>();
        TraceContext.take(
                Arrays.stream(headers)
                        .map(header -> header.split("=", 2))
                        .map(parts -> new RawHeader(parts[0], parts[1].getBytes(UTF_8)))
                        .toList(),
                taken);
        return taken.stream()
                .map(header -> header.key() + "=" + new String(header.value(), UTF_8))
                .toList();
    }
}
