package dev.understudy.gateway.answer;

/** How an endpoint answers, so that its clients understand. */
public enum Manner {
    /** What became of the alerts; problems as RFC 9457 has them. */
    OURS,
    /** Success the same; problems are one JSON text, which amtool prints. */
    ALERTMANAGER,
    /** Status, message and {@code dedup_key}; the credentials may stand in the body as {@code routing_key}. */
    PAGERDUTY
}
