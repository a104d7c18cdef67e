package dev.understudy.domain.request;

import dev.understudy.domain.enrichment.Enrichment;
import java.time.Instant;

/** An earlier model answer for the same content, served marked stale before the rules are. */
public record LastGoodAnswer(Enrichment enrichment, String requestId, Instant producedAt) {}
