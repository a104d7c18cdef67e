package dev.understudy.domain.request;

import dev.understudy.domain.enrichment.Caveat;
import dev.understudy.domain.enrichment.Enrichment;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An earlier model answer about the same alert: given again while it is new and its content is the same, and marked
 * stale, before the rules are, when all providers fail.
 *
 * @param requestId request that it answered
 * @param producedAt when the model answered
 * @param provider who gave it; null when that was not kept
 * @param model model asked for; null when that was not kept
 * @param caveats what was to be known of it
 */
public record LastGoodAnswer(
        Enrichment enrichment,
        String requestId,
        Instant producedAt,
        @Nullable String provider,
        @Nullable String model,
        Set<Caveat> caveats) {

    public LastGoodAnswer {
        caveats = Set.copyOf(caveats);
    }
}
