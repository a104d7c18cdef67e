package dev.understudy.runtime;

import dev.understudy.provider.drill.Drills;
import java.util.List;
import java.util.Map;

/**
 * The applications of this process with what they share: providers, codecs, schedulers. Closed after the last of them
 * has stopped.
 */
public interface Applications extends AutoCloseable {

    /** One per role that was asked for. */
    List<Application> all();

    /** The state of each provider by name, for the health page: texts, numbers, lists and maps only. */
    Map<String, Object> providers();

    /** What makes a provider look broken on purpose. */
    Drills drills();

    @Override
    void close();

    /** Builds the applications; what it cannot build for, such as an unreachable registry, it refuses. */
    @FunctionalInterface
    interface Factory {

        /**
         * Builds them without starting anything that reads.
         *
         * @throws dev.understudy.runtime.kafka.StartupException when it cannot
         */
        Applications create(RunContext context);
    }
}
