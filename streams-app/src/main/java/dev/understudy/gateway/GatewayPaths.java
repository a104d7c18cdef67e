package dev.understudy.gateway;

/** Where the gateway takes alerts. */
public final class GatewayPaths {
    /** Alertmanager's webhook, version 4. */
    public static final String ALERTMANAGER = "/webhook/alertmanager";
    /** What Prometheus and amtool send to an Alertmanager. */
    public static final String ALERTMANAGER_API = "/api/v2/alerts";
    /** Grafana's webhook. */
    public static final String GRAFANA = "/webhook/grafana";
    /** Our own fields, one alert or an array of them, and CloudEvents. */
    public static final String NATIVE = "/v1/alerts";
    /** The Events API v2 of PagerDuty. */
    public static final String PAGERDUTY = "/v2/enqueue";
    /** Begins the path of each format that the configuration describes. */
    public static final String GENERIC = "/webhook/generic/";

    static final String OPEN_API = "/openapi.yaml";

    private GatewayPaths() {}
}
