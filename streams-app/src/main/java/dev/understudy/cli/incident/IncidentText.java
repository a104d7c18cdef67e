package dev.understudy.cli.incident;

import dev.understudy.domain.request.EnrichedIncident;

/** An incident as text for a terminal or a pipe. */
@FunctionalInterface
interface IncidentText {

    String of(EnrichedIncident incident);
}
