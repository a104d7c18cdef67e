package dev.understudy.sandbox.provider;

/**
 * What a provider has counted since its start.
 *
 * @param received requests that arrived in full
 * @param answered requests that were answered to the end, correctly or with an error
 * @param inFlight requests that wait for their answer
 * @param maxInFlight the highest value of it
 * @param brokenByClient requests whose client went away before it had its answer
 * @param connections open connections
 * @param lastSecond requests of the last full second
 * @param peakSecond requests of the busiest second
 */
public record ProviderStats(
        long received,
        long answered,
        long inFlight,
        long maxInFlight,
        long brokenByClient,
        int connections,
        long lastSecond,
        long peakSecond) {}
