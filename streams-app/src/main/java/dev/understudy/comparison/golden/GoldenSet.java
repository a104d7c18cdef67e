package dev.understudy.comparison.golden;

import dev.understudy.config.ConfigException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of answers, as a person wrote it down.
 *
 * @param checkSecrets whether an answer that holds what looks like a secret is at fault
 * @param checkLinks whether one that holds a link that is not in its alert is
 * @param allowLinks beginnings of links that any answer may hold
 * @param mustNotContain words that no answer holds
 * @param alerts what is expected of single ones; an alert may be in several, which then add up
 */
public record GoldenSet(
        Boolean checkSecrets,
        Boolean checkLinks,
        List<String> allowLinks,
        List<String> mustNotContain,
        List<GoldenAlert> alerts) {

    public GoldenSet {
        checkSecrets = checkSecrets == null || checkSecrets;
        checkLinks = checkLinks == null || checkLinks;
        allowLinks = allowLinks == null ? List.of() : List.copyOf(allowLinks);
        mustNotContain = checked("must-not-contain", mustNotContain);
        if (alerts == null || alerts.isEmpty()) {
            throw new ConfigException("alerts", "is missing; expected a list, each with alert: and what is expected");
        }
        alerts = List.copyOf(alerts);
    }

    /** The list, once each of it is known to be a wording. */
    static List<String> checked(String property, @Nullable List<String> wordings) {
        List<String> all = wordings == null ? List.of() : List.copyOf(wordings);
        for (int i = 0; i < all.size(); i++) {
            try {
                Wording.of(all.get(i));
            } catch (IllegalArgumentException e) {
                throw new ConfigException(property + "[" + i + "]", String.valueOf(e.getMessage()));
            }
        }
        return all;
    }
}
