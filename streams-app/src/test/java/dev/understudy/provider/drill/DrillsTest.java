package dev.understudy.provider.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrillsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ManualClock clock = new ManualClock();
    private final List<Runnable> timers = new ArrayList<>();
    private final List<Drill> over = new ArrayList<>();
    private final Drills drills = new Drills(
            new LinkedHashSet<>(List.of("lead", "stand-in")), clock, over::add, (delay, task) -> timers.add(task));

    @Test
    void shouldEndByItself() {
        Drill drill = drills.start("lead", DrillFault.OVERLOADED, MINUTE);
        clock.advance(MINUTE.minusMillis(1));
        assertThat(drills.current("lead")).isEqualTo(drill);

        clock.advance(Duration.ofMillis(1));

        assertThat(drills.current("lead")).isNull();
        assertThat(drills.all()).isEmpty();
        timers.forEach(Runnable::run);
        assertThat(over).containsExactly(drill);
    }

    @Test
    void shouldReplaceTheDrillOfTheSameProvider() {
        Drill first = drills.start("lead", DrillFault.OVERLOADED, MINUTE);

        Drill second = drills.start("lead", DrillFault.QUOTA, MINUTE.multipliedBy(2));

        assertThat(over).containsExactly(first);
        clock.advance(MINUTE);
        timers.get(0).run();
        assertThat(drills.all()).containsExactly(second);
        assertThat(over).containsExactly(first);
    }

    @Test
    void shouldKeepProvidersApart() {
        Drill second = drills.start("stand-in", DrillFault.QUOTA, MINUTE);
        Drill first = drills.start("lead", DrillFault.OVERLOADED, MINUTE);

        assertThat(drills.all()).containsExactly(first, second);
        assertThat(drills.stop("stand-in")).isEqualTo(second);
        assertThat(drills.stop("stand-in")).isNull();
        assertThat(drills.all()).containsExactly(first);
        assertThat(over).containsExactly(second);
    }

    @Test
    void shouldTellNobodyWhenTheProcessStops() {
        drills.start("lead", DrillFault.OVERLOADED, MINUTE);

        drills.close();

        timers.forEach(Runnable::run);
        assertThat(over).isEmpty();
        assertThat(drills.all()).isEmpty();
    }

    @Test
    void shouldRefuseWhatCannotBe() {
        assertThatThrownBy(() -> drills.start("gone", DrillFault.QUOTA, MINUTE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> drills.start("lead", DrillFault.QUOTA, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> drills.start("lead", DrillFault.QUOTA, Drills.LONGEST.plusMillis(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(timers).isEmpty();
    }
}
