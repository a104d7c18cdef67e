package dev.understudy.inflight.reuse;

import dev.understudy.config.ReuseConfig;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.KnownAnswer;
import dev.understudy.domain.request.LastGoodAnswer;
import dev.understudy.serde.Codec;
import dev.understudy.serde.SchemaRegistryException;
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
        RecentStore.Dated known = store.latest(alertKey, at);
        if (known == null || known.at().isBefore(at)) {
            store.put(alertKey, codec.encode(answer), at);
        }
    }

    /** Forgets a little of what is too old. */
    public void sweep(Instant now) {
        store.sweep(now);
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
        RecentStore.Dated row = store.latest(alertKey, now);
        try {
            return row == null ? null : codec.decode(row.value());
        } catch (UndecodableException | SchemaRegistryException unreadable) {
            LOG.atWarn()
                    .addKeyValue("key", alertKey)
                    .addKeyValue("problem", unreadable.getMessage())
                    .log("a stored answer cannot be read; a model is asked instead");
            return null;
        }
    }
}
