package dev.understudy.runtime.cost;

/** What costs are added up by. */
public enum CostBy {
    /** The provider that was called. */
    PROVIDER,
    /** The service that the alert is about. */
    SERVICE,
    /** The day on which the call began, in UTC. */
    DAY
}
