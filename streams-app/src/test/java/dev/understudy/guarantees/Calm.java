package dev.understudy.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.testing.AppProcess;
import dev.understudy.testing.Figures;
import java.time.Duration;

/** Tells a process that works, or waits, from one that spins. */
final class Calm {
    /** A thread that spins takes a core; the two idle applications with their rounds of 5 ms take a small part of one. */
    private static final double MOST_CORES = 0.6;

    private static final Duration LOOK = Duration.ofSeconds(4);

    private Calm() {}

    /** Checks over some seconds without load that no thread spins, and that no stream thread failed since the start. */
    static void verify(String heading, AppProcess app) {
        double cores = cores(app, LOOK);
        Figures.tell(String.format("%s: at rest it takes %.2f cores", heading, cores));
        assertThat(cores).as("cores taken at rest").isLessThan(MOST_CORES);
    }

    /** How many cores a process takes over this time. */
    static double cores(AppProcess app, Duration over) {
        Duration before = app.cpuTime();
        long began = System.nanoTime();
        Seed.pause(over);
        return (double) app.cpuTime().minus(before).toNanos() / (System.nanoTime() - began);
    }

    /** How often a text occurs in what a process wrote. */
    static int count(AppProcess app, String text) {
        return app.log().split(java.util.regex.Pattern.quote(text), -1).length - 1;
    }
}
