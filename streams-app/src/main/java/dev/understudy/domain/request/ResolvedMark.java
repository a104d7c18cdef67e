package dev.understudy.domain.request;

import java.time.Instant;

/** An alert ended: parked requests of its episode with a lower sequence are closed without a call. */
public record ResolvedMark(String incidentId, long sequence, Instant resolvedAt) {}
