package dev.understudy.source.vocabulary;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks into labels and annotations. */
public final class Labels {
    private Labels() {}

    /** The value of the first of these names that is there and not blank. */
    public static @Nullable String first(Map<String, String> labels, List<String> names) {
        for (String name : names) {
            String value = labels.get(name);
            if (value != null && !value.isBlank()) {
                return value;
            }
        }
        return null;
    }
}
