package dev.understudy.provider.drill;

import java.time.Instant;

/**
 * A provider that is made to look broken.
 *
 * @param until when it ends by itself
 */
public record Drill(String provider, DrillFault fault, Instant since, Instant until) {}
