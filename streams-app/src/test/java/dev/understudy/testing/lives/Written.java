package dev.understudy.testing.lives;

import dev.understudy.config.Role;

/**
 * A record that one of the applications wrote.
 *
 * @param value decoded: an EnrichedIncident, EnrichmentRequest, ProviderAttempt or ResolvedMark; of a dead letter the
 *     position of the record that it is about
 */
public record Written(Role by, String topic, Object value) {}
