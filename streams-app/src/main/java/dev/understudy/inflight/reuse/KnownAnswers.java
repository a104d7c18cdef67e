package dev.understudy.inflight.reuse;

import dev.understudy.config.ReuseConfig;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.KnownAnswer;
import dev.understudy.domain.request.LastGoodAnswer;
import dev.understudy.serde.Codec;
import dev.understudy.serde.UndecodableException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last answer of a model about each alert of a task. Confined to the stream thread. */
public final class KnownAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(KnownAnswers.class);

    private final ReuseConfig config;
    private final RecentStore store;
    private final Codec<KnownAnswer> codec;

    public KnownAnswers(ReuseConfig config, RecentStore store, Codec<KnownAnswer> codec) {
        this.config = config;
        this.store = store;
        this.codec = codec;
    }

    /** Keeps an answer as the last one about its alert, unless a later one is known. */
    public void keep(String alertKey, KnownAnswer answer) {
        Instant at = answer.answer().producedAt();
        KnownAnswer known = latest(alertKey, at.plus(config.lastGood()));
        if (known == null || known.answer().producedAt().isBefore(at)) {
            store.put(alertKey, codec.encode(answer), at);
        }
    }

    /** The answer to what this request asks, when it is new enough to stand in for a call; null when there is none. */
    public @Nullable LastGoodAnswer fresh(EnrichmentRequest request, Instant now) {
        if (request.cacheKey() == null) {
            return null;
        }
        KnownAnswer known = latest(request.identity().key(), now);
        return known != null
                        && known.contentKey().equals(request.cacheKey())
                        && known.answer().producedAt().isAfter(now.minus(config.window()))
                ? known.answer()
                : null;
    }

    /** The last answer about an alert, whatever was asked; null when there is none. */
    public @Nullable LastGoodAnswer lastGood(String alertKey, Instant now) {
        KnownAnswer known = latest(alertKey, now);
        return known == null ? null : known.answer();
    }

    private @Nullable KnownAnswer latest(String alertKey, Instant now) {
        byte[] bytes = store.latest(alertKey, now);
        try {
            return bytes == null ? null : codec.decode(bytes);
        } catch (UndecodableException unreadable) {
            LOG.atWarn().addKeyValue("key", alertKey).setCause(unreadable).log("A stored answer cannot be read");
            return null;
        }
    }
}
