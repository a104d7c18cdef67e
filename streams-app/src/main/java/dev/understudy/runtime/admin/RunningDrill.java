package dev.understudy.runtime.admin;

import java.time.Instant;

/**
 * A drill as a running instance tells of it.
 *
 * @param outcome what attempts are recorded with
 */
public record RunningDrill(String provider, String fault, String outcome, Instant since, Instant until) {}
