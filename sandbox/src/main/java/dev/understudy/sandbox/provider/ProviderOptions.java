package dev.understudy.sandbox.provider;

import dev.understudy.sandbox.dialect.ScriptedDialect;
import dev.understudy.sandbox.http.Ports;
import dev.understudy.sandbox.script.Latency;

/**
 * How a scripted provider is set up.
 *
 * @param name how scripts and logs call it
 * @param dialect what it speaks
 * @param port where it listens; zero for any free port
 * @param latency how long it takes until told otherwise
 * @param recordBodies whether the request log keeps headers and bodies; off for load tests
 * @param logCapacity how many requests the log keeps
 * @param callsPerSecond calls beyond it are answered 429; zero for no limit
 * @param bind address to listen on
 */
public record ProviderOptions(
        String name,
        ScriptedDialect dialect,
        int port,
        Latency latency,
        boolean recordBodies,
        int logCapacity,
        int callsPerSecond,
        String bind) {

    private static final int DEFAULT_CAPACITY = 20_000;

    /** Any free port, no latency, everything recorded, no limit; named after its dialect. */
    public static ProviderOptions of(ScriptedDialect dialect) {
        return new ProviderOptions(
                dialect.name(), dialect, 0, Latency.none(), true, DEFAULT_CAPACITY, 0, Ports.LOOPBACK);
    }

    /** The same under another name. */
    public ProviderOptions named(String changed) {
        return new ProviderOptions(changed, dialect, port, latency, recordBodies, logCapacity, callsPerSecond, bind);
    }

    /** The same on another port. */
    public ProviderOptions onPort(int changed) {
        return new ProviderOptions(name, dialect, changed, latency, recordBodies, logCapacity, callsPerSecond, bind);
    }

    /** The same with another latency. */
    public ProviderOptions withLatency(Latency changed) {
        return new ProviderOptions(name, dialect, port, changed, recordBodies, logCapacity, callsPerSecond, bind);
    }

    /** The same with headers and bodies recorded or not. */
    public ProviderOptions recordingBodies(boolean changed) {
        return new ProviderOptions(name, dialect, port, latency, changed, logCapacity, callsPerSecond, bind);
    }

    /** The same with room for more or fewer requests in the log. */
    public ProviderOptions withLogCapacity(int changed) {
        return new ProviderOptions(name, dialect, port, latency, recordBodies, changed, callsPerSecond, bind);
    }

    /** The same with a rate limit. */
    public ProviderOptions limitedTo(int changed) {
        return new ProviderOptions(name, dialect, port, latency, recordBodies, logCapacity, changed, bind);
    }

    /** The same on another address. */
    public ProviderOptions boundTo(String changed) {
        return new ProviderOptions(name, dialect, port, latency, recordBodies, logCapacity, callsPerSecond, changed);
    }
}
