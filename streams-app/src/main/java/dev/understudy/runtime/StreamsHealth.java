package dev.understudy.runtime;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;

/** Answers health questions from the state of the applications. Providers are shown, but never decide. */
final class StreamsHealth implements Health.Source {
    /** Rounds are to stay below a second; a thread that has not polled for this long is stuck. */
    static final Duration STUCK = Duration.ofSeconds(60);

    private final List<StreamsRunner> runners;
    private final Supplier<Map<String, Object>> providers;

    StreamsHealth(List<StreamsRunner> runners, Supplier<Map<String, Object>> providers) {
        this.runners = List.copyOf(runners);
        this.providers = providers;
    }

    @Override
    public Health live() {
        return answer(runner -> runner.state() != KafkaStreams.State.ERROR
                && !runner.state().hasCompletedShutdown()
                && runner.idle().compareTo(STUCK) < 0);
    }

    @Override
    public Health ready() {
        return answer(runner -> runner.state() == KafkaStreams.State.RUNNING);
    }

    private Health answer(Predicate<StreamsRunner> good) {
        Map<String, Object> applications = new LinkedHashMap<>();
        for (StreamsRunner runner : runners) {
            applications.put(
                    runner.applicationId(),
                    Map.of(
                            "state", runner.state().name(),
                            "lastPollSecondsAgo", runner.idle().toSeconds()));
        }
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("applications", applications);
        detail.put("providers", providers.get());
        return new Health(!runners.isEmpty() && runners.stream().allMatch(good), detail);
    }
}
