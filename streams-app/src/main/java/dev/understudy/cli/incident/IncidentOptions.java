package dev.understudy.cli.incident;

import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.runtime.client.IncidentFilter;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which incidents are meant. */
final class IncidentOptions {
    @Option(
            names = "--severity",
            split = ",",
            paramLabel = "SEVERITY",
            description = "Only these, as the source said: critical, high, warning, low, info, unknown.")
    private Set<Severity> severities = new LinkedHashSet<>();

    @Option(
            names = "--outcome",
            split = ",",
            paramLabel = "OUTCOME",
            description = "Only these: complete, reused, degraded, resolved, superseded, expired.")
    private Set<EnrichmentOutcome> outcomes = new LinkedHashSet<>();

    @Option(
            names = "--degraded",
            negatable = true,
            description = "Only those that no model answered afresh; --no-degraded: only the others.")
    private @Nullable Boolean degraded;

    @Option(names = "--provider", split = ",", paramLabel = "NAME", description = "Only answers of these providers.")
    private Set<String> providers = new LinkedHashSet<>();

    @Option(names = "--service", split = ",", paramLabel = "NAME", description = "Only alerts about these services.")
    private Set<String> services = new LinkedHashSet<>();

    @Option(names = "--fingerprint", split = ",", paramLabel = "FINGERPRINT", description = "Only these alerts.")
    private Set<String> fingerprints = new LinkedHashSet<>();

    IncidentFilter filter() {
        return new IncidentFilter(severities, outcomes, degraded, providers, fingerprints, services);
    }
}
