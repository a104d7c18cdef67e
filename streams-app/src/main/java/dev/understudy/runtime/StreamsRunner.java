package dev.understudy.runtime;

import dev.understudy.config.Namespace;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.runtime.kafka.StartupException;
import dev.understudy.runtime.kafka.StreamsSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.LockException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka Streams application from start to end. A stream thread that dies is replaced; the third within five minutes
 * ends the process, so that whoever watches it starts it anew. Thread-safe.
 */
final class StreamsRunner {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsRunner.class);
    private static final Duration FAILURE_WINDOW = Duration.ofMinutes(5);
    private static final int FAILURES_THAT_END = 3;

    private final String applicationId;
    private final Path stateDir;
    private final KafkaStreams streams;
    private final LocalState localState;
    private final KafkaStreamsMetrics metrics;
    private final FailureWindow failures;
    private final Runnable onEnd;

    /**
     * Prepares an application; nothing is read before {@link #start()}.
     *
     * @param onEnd run when the application has stopped, whatever stopped it
     */
    static StreamsRunner create(Application application, RunContext context, Runnable onEnd) {
        UnderstudyConfig config = context.config();
        Namespace namespace = context.installation().namespace();
        String applicationId = namespace.applicationId(application.role());
        Properties properties = new Properties();
        properties.putAll(StreamsSettings.of(config, application.role(), namespace));
        try {
            KafkaStreams streams = new KafkaStreams(application.topology(), properties);
            return new StreamsRunner(
                    applicationId,
                    config.stateDir().toAbsolutePath(),
                    streams,
                    LocalState.of(config, applicationId),
                    context.registry(),
                    onEnd);
        } catch (StreamsException e) {
            throw new StartupException(
                    "state-dir: " + config.stateDir() + " cannot be used for " + applicationId + " (" + e.getMessage()
                            + "); give each instance a folder of its own that it may write",
                    e);
        }
    }

    private StreamsRunner(
            String applicationId,
            Path stateDir,
            KafkaStreams streams,
            LocalState localState,
            MeterRegistry registry,
            Runnable onEnd) {
        this.onEnd = onEnd;
        this.localState = localState;
        this.applicationId = applicationId;
        this.stateDir = stateDir;
        this.streams = streams;
        this.failures = new FailureWindow(Clock.systemUTC(), FAILURES_THAT_END, FAILURE_WINDOW);
        this.metrics = new KafkaStreamsMetrics(streams);
        streams.setUncaughtExceptionHandler(this::threadFailed);
        streams.setStateListener(this::stateChanged);
        metrics.bindTo(registry);
    }

    void start() {
        try {
            if (!localState.begin()) {
                LOG.atInfo()
                        .addKeyValue("application", applicationId)
                        .log("the last run was cut off: its local state is restored anew");
                // By now the folder is locked: what is deleted belongs to no process that runs.
                streams.cleanUp();
            }
            streams.start();
        } catch (LockException e) {
            throw new StartupException(
                    "state-dir: another process uses it for " + applicationId
                            + "; give each instance a state-dir and an instance-id of its own",
                    e);
        }
    }

    String applicationId() {
        return applicationId;
    }

    KafkaStreams.State state() {
        return streams.state();
    }

    /** How long the slowest stream thread has not asked Kafka for records. */
    Duration idle() {
        return ThreadProgress.idle(streams.metrics());
    }

    /**
     * Stops it within a time; true when it stopped cleanly.
     *
     * @param leaveGroup whether others take its work at once, rather than when it is missed
     */
    boolean stop(boolean leaveGroup, Duration grace) {
        CloseOptions options = CloseOptions.timeout(grace)
                .withGroupMembershipOperation(
                        leaveGroup
                                ? CloseOptions.GroupMembershipOperation.LEAVE_GROUP
                                : CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP);
        boolean clean = streams.close(options);
        if (clean) {
            localState.end();
        }
        metrics.close();
        return clean;
    }

    private StreamThreadExceptionResponse threadFailed(Throwable problem) {
        ThreadFailure failure = ThreadFailure.of(problem, stateDir);
        boolean end = failures.reached() || failure.hopeless();
        LOG.atError()
                .addKeyValue("application", applicationId)
                .addKeyValue("response", end ? "end" : "replace")
                .addKeyValue("advice", failure.advice())
                .setCause(problem)
                .log("a stream thread failed");
        return end ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT : StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private void stateChanged(KafkaStreams.State now, KafkaStreams.State before) {
        LOG.atInfo()
                .addKeyValue("application", applicationId)
                .addKeyValue("state", now)
                .addKeyValue("before", before)
                .log("streams state changed");
        if (now.hasCompletedShutdown()) {
            onEnd.run();
        }
    }
}
