package dev.understudy.config;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What is taken out of texts before a model sees them, and out of what is said about them.
 *
 * @param enabled whether secrets, cards and e-mail addresses are taken out of what a model sees
 * @param ipAddresses whether IP addresses are too; they are put back into the answer
 * @param hostNames domains, such as {@code [corp.example.com]}, whose host names are taken out too; they are put back
 *     into the answer
 * @param patterns {@code name: regex} of what else is secret, at most 20; the name stands in its place
 */
public record RedactionConfig(
        Boolean enabled, Boolean ipAddresses, List<String> hostNames, Map<String, String> patterns) {
    private static final int MOST_PATTERNS = 20;
    private static final int LONGEST_PATTERN = 1_000;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");
    private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,10}");

    public RedactionConfig {
        enabled = Require.orElse(enabled, true);
        ipAddresses = Require.orElse(ipAddresses, false);
        hostNames = List.copyOf(Require.orElse(hostNames, List.of()));
        for (int i = 0; i < hostNames.size(); i++) {
            if (!DOMAIN.matcher(hostNames.get(i)).matches()) {
                throw new ConfigException(
                        "host-names[" + i + "]",
                        "must be a domain, such as corp.example.com, but is " + hostNames.get(i));
            }
        }
        patterns = Require.ordered(patterns);
        if (patterns.size() > MOST_PATTERNS) {
            throw new ConfigException("patterns", "must be at most " + MOST_PATTERNS + ", but are " + patterns.size());
        }
        patterns.forEach(RedactionConfig::requirePattern);
    }

    private static void requirePattern(String name, String regex) {
        String property = "patterns." + name;
        if (!NAME.matcher(name).matches()) {
            throw new ConfigException(property, "is no name for a kind: use a-z, 0-9 and -, at most 31 of them");
        }
        if (regex.length() > LONGEST_PATTERN) {
            throw new ConfigException(
                    property, "must have at most " + LONGEST_PATTERN + " characters, but has " + regex.length());
        }
        try {
            if (Pattern.compile(regex).matcher("").find()) {
                throw new ConfigException(property, "matches the empty text; expected something to mask");
            }
        } catch (PatternSyntaxException e) {
            throw new ConfigException(
                    property,
                    "is no regular expression: " + e.getDescription() + " near index " + e.getIndex()
                            + "; expected one of java.util.regex");
        }
    }

    /** The defaults: on, without IP addresses, host names or patterns of one's own. */
    @SuppressWarnings("NullAway") // null means the default
    public static RedactionConfig defaults() {
        return new RedactionConfig(null, null, null, null);
    }
}
