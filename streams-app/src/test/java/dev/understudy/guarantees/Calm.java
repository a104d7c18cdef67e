package dev.understudy.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.testing.AppProcess;
import dev.understudy.testing.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Tells a process that works, or waits, from one that spins. */
final class Calm {
    /** A thread that spins takes a core; the two idle applications with their rounds of 5 ms take a small part of one. */
    private static final double MOST_CORES = 0.6;

    private static final Duration LOOK = Duration.ofSeconds(4);
    /** What a thread that spins takes stays; compilers and collectors that end their work after a load do not. */
    private static final int LOOKS = 6;

    private Calm() {}

    /** Checks that a process without load comes to rest, so that no thread of it spins. */
    static void verify(String heading, AppProcess app) {
        verify(heading + ": at rest it takes", MOST_CORES, app::cpuTime);
    }

    /** The same of anything whose time on the processors is known. */
    static void verify(String heading, double mostCores, Supplier<Duration> cpuTime) {
        List<Double> looks = new ArrayList<>();
        do {
            looks.add(cores(cpuTime));
        } while (looks.get(looks.size() - 1) >= mostCores && looks.size() < LOOKS);
        double last = looks.get(looks.size() - 1);
        Figures.tell(String.format("%s %.2f cores", heading, last));
        assertThat(last).as("cores taken at rest, of %s", looks).isLessThan(mostCores);
    }

    private static double cores(Supplier<Duration> cpuTime) {
        Duration before = cpuTime.get();
        long began = System.nanoTime();
        Seed.pause(LOOK);
        return (double) cpuTime.get().minus(before).toNanos() / (System.nanoTime() - began);
    }

    /** How often a text occurs in what a process wrote. */
    static int count(AppProcess app, String text) {
        return app.log().split(java.util.regex.Pattern.quote(text), -1).length - 1;
    }
}
