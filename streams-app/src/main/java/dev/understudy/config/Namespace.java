package dev.understudy.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of one installation on a cluster. A replay is another installation of the same topologies, under names of its
 * own: of each topic of {@link Topics} it has one in {@code incidents.replay.<run>}. Both keep to the prefixes
 * {@code incidents} and {@code understudy-}, so that the same ACLs hold.
 *
 * @param run name of the replay; empty in {@link #STANDARD}
 */
public record Namespace(String run) {
    /** That of production, in which every name is as {@link Topics} and {@link Role} have it. */
    public static final Namespace STANDARD = new Namespace("");

    private static final String REPLAY = Topics.INCIDENTS + ".replay.";
    private static final String APPLICATION = "understudy-";
    private static final String REPLAY_APPLICATION = APPLICATION + "replay-";
    /** No dot, which ends it in a topic, and not the name of a role, which ends it in an application id. */
    private static final String NAME = "(?!.*(?:enricher|fallback|gateway))[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?";

    private static final Pattern RUN = Pattern.compile(NAME);
    private static final Pattern OWN_TOPIC = Pattern.compile(Pattern.quote(REPLAY) + "([a-z0-9-]+)(?:\\..+)?");
    private static final Pattern INTERNAL_NAME =
            Pattern.compile(Pattern.quote(REPLAY_APPLICATION) + "([a-z0-9-]+?)-(?:enricher|fallback)(?:-.*)?");

    public Namespace {
        if (!run.isEmpty() && !isRun(run)) {
            throw new ConfigException(
                    "run",
                    "must consist of a-z, 0-9 and -, at most 40 of them, and hold no name of a role (enricher, fallback, "
                            + "gateway), but is " + run);
        }
    }

    /**
     * That of a replay.
     *
     * @throws ConfigException when this is no name for one
     */
    public static Namespace replay(String run) {
        if (run.isEmpty()) {
            throw new ConfigException("run", "is empty; expected a name of a-z, 0-9 and -");
        }
        return new Namespace(run);
    }

    /** Whether a replay may have this name. */
    public static boolean isRun(String name) {
        return RUN.matcher(name).matches();
    }

    /** The replay that a topic, group or transactional id belongs to; empty when it belongs to none. */
    public static Optional<Namespace> replayOf(String name) {
        for (Pattern pattern : new Pattern[] {OWN_TOPIC, INTERNAL_NAME}) {
            Matcher matcher = pattern.matcher(name);
            if (matcher.matches() && isRun(matcher.group(1))) {
                return Optional.of(new Namespace(matcher.group(1)));
            }
        }
        return Optional.empty();
    }

    /** True for a replay. */
    public boolean isReplay() {
        return !run.isEmpty();
    }

    /** The name that a topic of {@link Topics} has here. */
    public String topic(String logical) {
        return isReplay() ? REPLAY + run + logical.substring(Topics.INCIDENTS.length()) : logical;
    }

    /** The name in {@link Topics} of a topic of this namespace; empty when it is of another, or no topic of an installation. */
    public Optional<String> logical(String topic) {
        String own = isReplay() ? REPLAY + run : Topics.INCIDENTS;
        boolean isHere = topic.equals(own) || topic.startsWith(own + ".");
        boolean isReplayed = !isReplay() && topic.startsWith(REPLAY);
        return isHere && !isReplayed ? Optional.of(Topics.INCIDENTS + topic.substring(own.length())) : Optional.empty();
    }

    /** Names groups, transactions, state and internal topics of a role here. */
    public String applicationId(Role role) {
        return isReplay()
                ? REPLAY_APPLICATION + run + role.applicationId().substring(APPLICATION.length() - 1)
                : role.applicationId();
    }
}
