package dev.understudy.comparison;

/** In what an answer differs from an earlier one to the same alert, the most serious first. */
public enum ChangeKind {
    MISSING("missing", "answered before, not answered now", true),
    SEVERITY_LOWERED("severity-lowered", "severity lowered", true),
    DEGRADED("degraded", "degraded now, not before", true),
    ACTIONABILITY("actionability-changed", "asks something else of people", true),
    SEVERITY_RAISED("severity-raised", "severity raised", true),
    OUTCOME("outcome", "another outcome", true),
    NEW("new", "answered now, not answered before", true),
    RECOVERED("recovered", "degraded before, not now", true),
    PROVIDER("provider", "another provider", true),
    MODEL("model", "another model", true),
    TEXT("text", "other words", true),
    COST("cost", "other cost", false),
    TOKENS("tokens", "other number of tokens", false),
    LATENCY("latency", "other latency", false);

    private final String label;
    private final String words;
    private final boolean material;

    ChangeKind(String label, String words, boolean material) {
        this.label = label;
        this.words = words;
        this.material = material;
    }

    /** Name in options and records. */
    public String label() {
        return label;
    }

    /** What it is, for people. */
    public String words() {
        return words;
    }

    /** True when it alone makes an answer another one; cost, tokens and latency are never twice the same. */
    public boolean material() {
        return material;
    }
}
