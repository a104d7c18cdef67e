package dev.understudy.serde;

import dev.understudy.domain.alert.KeyedAlert;
import dev.understudy.domain.alert.UnreadableAlert;
import dev.understudy.domain.alert.UnreadableReason;
import java.util.List;
import java.util.function.Function;

/** What came of decoding one record of the topic {@code incidents}. */
public sealed interface Decoding permits Decoding.Decoded, Decoding.Unreadable, Decoding.SchemaNeeded {

    /**
     * The body was understood; its elements are alerts or not, each for itself.
     *
     * @param alerts the alerts, in order; none when no element is one
     * @param unreadable elements of the same body that were not understood: a dead letter each
     * @param truncated how many alerts the sender says it left out
     * @param ignored elements of the same body that are about no alert and are not meant to be
     */
    record Decoded(List<KeyedAlert> alerts, List<UnreadableAlert> unreadable, int truncated, int ignored)
            implements Decoding {
        public Decoded {
            alerts = List.copyOf(alerts);
            unreadable = List.copyOf(unreadable);
        }

        /** A body that speaks of alerts only. */
        public Decoded(List<KeyedAlert> alerts, List<UnreadableAlert> unreadable, int truncated) {
            this(alerts, unreadable, truncated, 0);
        }
    }

    /**
     * Nothing of the record was understood: a dead letter.
     *
     * @param message what is wrong and where; never holds contents of the record
     */
    record Unreadable(UnreadableReason reason, String message) implements Decoding {}

    /** The writer's schema is not cached: look it up, then decode again. */
    record SchemaNeeded(int id) implements Decoding {}

    /** The value of the function that fits this result. */
    default <T> T fold(
            Function<Decoded, T> onDecoded, Function<Unreadable, T> onUnreadable, Function<SchemaNeeded, T> onNeeded) {
        if (this instanceof Decoded decoded) {
            return onDecoded.apply(decoded);
        }
        if (this instanceof Unreadable unreadable) {
            return onUnreadable.apply(unreadable);
        }
        return onNeeded.apply((SchemaNeeded) this);
    }
}
