package dev.understudy.runtime;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer to a health question.
 *
 * @param detail why, as JSON: texts, numbers, lists and maps only
 */
record Health(boolean ok, Map<String, Object> detail) {

    Health {
        detail = Collections.unmodifiableMap(new LinkedHashMap<>(detail));
    }

    private Health and(Health other) {
        Map<String, Object> both = new LinkedHashMap<>(detail);
        both.putAll(other.detail());
        return new Health(ok && other.ok(), both);
    }

    /** Where answers come from; asked on the threads of the health server. */
    interface Source {

        /** Whether this process is worth keeping. */
        Health live();

        /** Whether this process does its work, whatever the providers do. */
        Health ready();

        /** Good when both are, with what both tell. */
        default Source and(Source other) {
            Source one = this;
            return new Source() {
                @Override
                public Health live() {
                    return one.live().and(other.live());
                }

                @Override
                public Health ready() {
                    return one.ready().and(other.ready());
                }
            };
        }
    }
}
