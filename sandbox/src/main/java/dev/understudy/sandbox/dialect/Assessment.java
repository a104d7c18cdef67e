package dev.understudy.sandbox.dialect;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The scripted model's opinion on an alert: plausible, and the same for the same prompt.
 *
 * @param alert the name found in the prompt
 * @param severity one of INFO, LOW, WARNING, HIGH, CRITICAL
 * @param domain the fault domain
 * @param service the service found in the prompt
 * @param cause the most likely cause
 */
record Assessment(String alert, String severity, String domain, String service, String cause) {

    private static final List<String> CAUSES = List.of(
            "A recent deployment changed the behaviour of the workload",
            "A dependency answers more slowly than usual",
            "The resource limits are too tight for the present load",
            "A configuration change took effect on part of the fleet",
            "Load is above what the service was sized for");

    /** Scans with {@code indexOf} instead of regular expressions: this runs for each of thousands of calls a second. */
    static Assessment of(String prompt) {
        String alert = value(prompt, "Alert", "alertname", "alert_name", "name");
        return new Assessment(
                alert,
                severity(value(prompt, "", "severity", "Severity")),
                domain(alert.toLowerCase(Locale.ROOT)),
                value(prompt, "unknown-service", "service", "job", "container", "namespace", "instance"),
                CAUSES.get(Math.floorMod(alert.hashCode(), CAUSES.size())));
    }

    private static String value(String prompt, String otherwise, String... keys) {
        for (String key : keys) {
            for (int at = prompt.indexOf(key); at >= 0; at = prompt.indexOf(key, at + 1)) {
                String value = valueAfter(prompt, at + key.length());
                if (!value.isEmpty()) {
                    return value;
                }
            }
        }
        return otherwise;
    }

    /** Understands {@code key: v}, {@code key=v}, {@code key="v"} and {@code "key": "v"}. */
    private static String valueAfter(String prompt, int from) {
        int at = from;
        boolean separated = false;
        while (at < prompt.length() && " \t:=\"'`\\*".indexOf(prompt.charAt(at)) >= 0) {
            separated |= prompt.charAt(at) == ':' || prompt.charAt(at) == '=';
            at++;
        }
        if (!separated) {
            return "";
        }
        int end = at;
        while (end < prompt.length() && end - at < 80 && "\"'`,;\n\r{}[]<>\\".indexOf(prompt.charAt(end)) < 0) {
            end++;
        }
        return prompt.substring(at, end).strip();
    }

    private static String severity(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "critical", "page", "p1", "fatal", "emergency", "disaster" -> "CRITICAL";
            case "high", "error", "p2", "major" -> "HIGH";
            case "low", "p4" -> "LOW";
            case "info", "none", "p5", "debug", "notice" -> "INFO";
            default -> "WARNING";
        };
    }

    private static String domain(String alert) {
        if (containsAny(alert, "postgres", "mysql", "redis", "mongo", "database", "elastic")) {
            return "DATA_STORE";
        }
        if (containsAny(alert, "kafka", "rabbit", "queue", "consumer")) {
            return "MESSAGING";
        }
        if (containsAny(alert, "dns", "network", "probe", "latency", "conntrack")) {
            return "NETWORK";
        }
        if (containsAny(alert, "certificate", "tls", "auth", "login")) {
            return "SECURITY";
        }
        if (containsAny(alert, "prometheus", "alertmanager", "watchdog", "target")) {
            return "MONITORING";
        }
        return containsAny(alert, "kube", "node", "host", "pod", "disk", "cpu", "memory")
                ? "INFRASTRUCTURE"
                : "APPLICATION";
    }

    private static boolean containsAny(String text, String... words) {
        for (String word : words) {
            if (text.contains(word)) {
                return true;
            }
        }
        return false;
    }

    String title() {
        return alert + " on " + service;
    }

    String summary() {
        return alert + " is firing for " + service + ". " + cause + "; the labels point to the "
                + domain.toLowerCase(Locale.ROOT).replace('_', ' ') + " side.";
    }

    /** The fields before the lists, in the order of the output schema. */
    void writeHead(JsonGenerator json) throws IOException {
        json.writeStringField("title", title());
        json.writeStringField("summary", summary());
        json.writeStringField("severity", severity);
        writeAfterSeverity(json);
    }

    /** What follows the severity, up to the lists. */
    void writeAfterSeverity(JsonGenerator json) throws IOException {
        json.writeStringField(
                "severityRationale", "The source says " + severity + " and nothing in the alert contradicts it.");
        json.writeStringField(
                "actionability",
                switch (severity) {
                    case "CRITICAL", "HIGH" -> "ACTION_REQUIRED";
                    case "INFO" -> "NO_ACTION";
                    default -> "ACTION_SUGGESTED";
                });
        json.writeStringField("faultDomain", domain);
        json.writeStringField("confidence", "MEDIUM");
        json.writeStringField("impact", "Users of " + service + " may see errors or slow answers.");
        json.writeArrayFieldStart("affectedServices");
        json.writeString(service);
        json.writeEndArray();
    }

    /** The lists at the end of the answer; every string is followed by {@code suffix}. */
    void writeLists(JsonGenerator json, int hypotheses, String suffix) throws IOException {
        json.writeArrayFieldStart("hypotheses");
        for (int i = 0; i < hypotheses; i++) {
            json.writeStartObject();
            json.writeStringField("cause", CAUSES.get((CAUSES.indexOf(cause) + i) % CAUSES.size()) + suffix);
            json.writeStringField("confidence", i == 0 ? "MEDIUM" : "LOW");
            json.writeArrayFieldStart("evidence");
            json.writeString("The alert names " + service + suffix);
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("suggestedActions");
        action(json, "Look at the recent changes of " + service + suffix, null, "READ_ONLY");
        action(
                json,
                "Compare the error rate before and after the alert" + suffix,
                "kubectl get events --sort-by=.lastTimestamp",
                "READ_ONLY");
        json.writeEndArray();
        json.writeArrayFieldStart("dataGaps");
        json.writeString("No logs or traces were part of the alert" + suffix);
        json.writeEndArray();
    }

    private static void action(JsonGenerator json, String description, @Nullable String command, String risk)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("description", description);
        json.writeStringField("command", command);
        json.writeStringField("risk", risk);
        json.writeEndObject();
    }
}
