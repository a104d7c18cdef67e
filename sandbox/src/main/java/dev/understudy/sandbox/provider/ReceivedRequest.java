package dev.understudy.sandbox.provider;

import java.time.Instant;
import java.util.Map;

/** One request as a scripted provider got it. Everything but the reaction is there from the start. */
public final class ReceivedRequest {

    /** The reaction of a request that still waits. */
    public static final String PENDING = "PENDING";

    /** The reaction to a client that went away before it had its answer. */
    public static final String BROKEN_BY_CLIENT = "BROKEN_BY_CLIENT";

    private final long number;
    private final Instant at;
    private final String path;
    private final Map<String, String> headers;
    private final String body;
    private volatile String reaction = PENDING;

    ReceivedRequest(long number, Instant at, String path, Map<String, String> headers, String body) {
        this.number = number;
        this.at = at;
        this.path = path;
        this.headers = headers;
        this.body = body;
    }

    /** Counts the requests of a provider from 1 on. */
    public long number() {
        return number;
    }

    /** When the last byte of it was there. */
    public Instant at() {
        return at;
    }

    /** Path and query. */
    public String path() {
        return path;
    }

    /** Names are in lower case; empty when bodies are not recorded. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Empty when bodies are not recorded. */
    public String body() {
        return body;
    }

    /** {@code OK}, the name of the fault, {@link #PENDING} or {@link #BROKEN_BY_CLIENT}. */
    public String reaction() {
        return reaction;
    }

    void reacted(String how) {
        reaction = how;
    }

    @Override
    public String toString() {
        return "#" + number + " " + at + " " + path + " -> " + reaction;
    }
}
