package dev.understudy.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.alert.Alert;
import dev.understudy.prompt.SampleAlerts;
import dev.understudy.provider.RecentLatencies;
import dev.understudy.testing.SampleRequests;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FastestOrderTest {
    private static final Alert ALERT = SampleAlerts.crashLoop();
    private static final List<String> CHAIN = List.of("a", "b", "c");

    private final Map<String, Duration> known = new HashMap<>();
    private final ChainOrder order = new FastestOrder(CHAIN, known::get);

    @Test
    void shouldAskTheFastestFirst() {
        know(300, 100, 200);
        assertThat(usual()).containsExactly("b", "c", "a");

        know(100, 300, 200);
        assertThat(usual()).containsExactly("a", "c", "b");
    }

    @Test
    void shouldLeaveAProviderOfWhichTooLittleIsKnownInItsPlace() {
        assertThat(usual()).containsExactly("a", "b", "c");

        known.put("a", Duration.ofMillis(300));
        known.put("c", Duration.ofMillis(100));
        assertThat(usual()).containsExactly("c", "b", "a");

        known.put("b", Duration.ofMillis(50));
        assertThat(usual()).containsExactly("b", "c", "a");
    }

    @Test
    void shouldChangePlacesOnlyWhenOneIsFasterByAFifth() {
        know(100, 90, 500);
        assertThat(usual()).containsExactly("a", "b", "c");

        know(100, 79, 500);
        assertThat(usual()).containsExactly("b", "a", "c");

        // Back to where it was: not fast enough to come forward, fast enough to stay.
        know(100, 90, 500);
        assertThat(usual()).containsExactly("b", "a", "c");
        know(100, 124, 500);
        assertThat(usual()).containsExactly("b", "a", "c");
        know(100, 126, 500);
        assertThat(usual()).containsExactly("a", "b", "c");
    }

    @Test
    void shouldNotLetAProviderStandBehindOneThatIsMuchSlowerBecauseOfOneBetween() {
        know(100, 85, 70);

        assertThat(usual()).containsExactly("c", "a", "b");
    }

    @Test
    void shouldNotFlapBetweenTwoThatAreAboutAsFast() {
        Random random = new Random(7);
        int changes = 0;
        List<String> before = usual();
        for (int i = 0; i < 10_000; i++) {
            know(1_000 + random.nextInt(200), 1_000 + random.nextInt(200), 5_000);
            List<String> now = usual();
            changes += now.equals(before) ? 0 : 1;
            before = now;
        }

        assertThat(changes).isZero();
    }

    @Test
    void shouldAskAnotherProviderFirstForOneRequestInTwenty() {
        know(100, 200, 300);
        Map<String, Integer> first = new HashMap<>();
        IntStream.range(0, 10_000)
                .forEach(i -> first.merge(order.of(SampleRequests.id(i), ALERT).get(0), 1, Integer::sum));

        System.out.printf("of 10,000 requests first: the fastest %d, others %s%n", first.get("a"), first);
        assertThat(first.get("b")).isBetween(200, 300);
        assertThat(first.get("c")).isBetween(200, 300);
        assertThat(order.of(exploring(), ALERT)).isEqualTo(order.of(exploring(), ALERT));
    }

    /** The only figures are those of calls that the order itself let be made. */
    @Test
    void shouldLearnThatAProviderIsFastAndLaterThatItIsNoMore() {
        Map<String, RecentLatencies> measured = Map.of("a", new RecentLatencies(), "b", new RecentLatencies());
        ChainOrder live =
                new FastestOrder(List.of("a", "b"), name -> measured.get(name).latestP95());
        int[] asked = {0};

        int toB = until(live, measured, asked, "b", call -> 100);
        int toA = until(live, measured, asked, "a", call -> 4_000);
        int backToB = until(live, measured, asked, "b", call -> 100);

        System.out.printf(
                "b is faster: first after %d requests; gets slow: a is first after %d; is fast again: first after %d%n",
                toB, toA, backToB);
        assertThat(toB).isLessThan(800);
        assertThat(toA).isLessThan(20);
        assertThat(backToB).isLessThan(2_000);
    }

    /** How many requests it takes until this provider is first; a takes 1 s, b as told. */
    private static int until(
            ChainOrder live,
            Map<String, RecentLatencies> measured,
            int[] asked,
            String wanted,
            LongUnaryOperator millisOfB) {
        for (int i = 0; i < 10_000; i++) {
            // Those that are drawn to explore are no sign of the order.
            if (live.of(usualId(asked[0]), ALERT).get(0).equals(wanted)) {
                return i;
            }
            String first = live.of(SampleRequests.id(asked[0]++), ALERT).get(0);
            long millis = first.equals("a") ? 1_000 : millisOfB.applyAsLong(i);
            measured.get(first).record(Duration.ofMillis(millis));
        }
        throw new AssertionError(wanted + " never came first");
    }

    private void know(int... millis) {
        for (int i = 0; i < millis.length; i++) {
            known.put(CHAIN.get(i), Duration.ofMillis(millis[i]));
        }
    }

    private List<String> usual() {
        return order.of(usualId(0), ALERT);
    }

    private static String usualId(int from) {
        return IntStream.iterate(from, i -> i + 1)
                .mapToObj(SampleRequests::id)
                .filter(id -> Draw.of(id, "explore") >= 0.05)
                .findFirst()
                .orElseThrow();
    }

    private static String exploring() {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(SampleRequests::id)
                .filter(id -> Draw.of(id, "explore") < 0.05)
                .findFirst()
                .orElseThrow();
    }
}
