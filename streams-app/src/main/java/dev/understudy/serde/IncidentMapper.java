package dev.understudy.serde;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.attempt.TokenUsage;
import dev.understudy.domain.enrichment.Caveat;
import dev.understudy.domain.enrichment.DegradedReason;
import dev.understudy.domain.enrichment.Enrichment;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.Provenance;
import dev.understudy.domain.request.RequestIdentity;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An enriched incident to and from Avro. Token totals and the cost are sums over its attempts and are not read back;
 * the tokens of the answer are those of the attempt that succeeded.
 */
final class IncidentMapper {
    private IncidentMapper() {}

    static dev.understudy.v1.EnrichedIncident toAvro(EnrichedIncident incident) {
        RequestIdentity identity = incident.identity();
        Enrichment enrichment = incident.enrichment();
        dev.understudy.v1.EnrichedIncident avro = new dev.understudy.v1.EnrichedIncident();
        avro.setRequestId(identity.requestId());
        avro.setIncidentId(identity.incidentId());
        avro.setSequence(identity.sequence());
        avro.setRevision(incident.revision());
        avro.setAlert(AlertMapper.toAvro(incident.alert()));
        avro.setOutcome(Symbols.same(dev.understudy.v1.EnrichmentOutcome.class, incident.outcome()));
        avro.setDegraded(incident.degraded());
        avro.setDegradedReasons(Symbols.sorted(dev.understudy.v1.DegradedReason.class, incident.degradedReasons()));
        avro.setCaveats(Symbols.sorted(dev.understudy.v1.Caveat.class, incident.caveats()));
        avro.setEnrichment(enrichment == null ? null : EnrichmentMapper.toAvro(enrichment));
        avro.setProvenance(provenanceToAvro(incident.provenance(), identity.origin()));
        avro.setRecurrence(incident.recurrence());
        return avro;
    }

    static EnrichedIncident fromAvro(dev.understudy.v1.EnrichedIncident avro) {
        Alert alert = AlertMapper.fromAvro(avro.getAlert());
        dev.understudy.v1.Enrichment enrichment = avro.getEnrichment();
        return new EnrichedIncident(
                new RequestIdentity(
                        avro.getRequestId(),
                        avro.getIncidentId(),
                        alert.key().value(),
                        avro.getSequence(),
                        RecordMapper.fromAvro(avro.getProvenance().getInput())),
                avro.getRevision(),
                alert,
                Symbols.same(EnrichmentOutcome.class, avro.getOutcome()),
                Symbols.set(DegradedReason.class, avro.getDegradedReasons()),
                Symbols.set(Caveat.class, avro.getCaveats()),
                enrichment == null ? null : EnrichmentMapper.fromAvro(enrichment),
                provenanceFromAvro(avro.getProvenance()),
                avro.getRecurrence());
    }

    private static dev.understudy.v1.Provenance provenanceToAvro(Provenance provenance, RecordRef input) {
        ModelResponse response = provenance.response();
        Provenance.Reuse reuse = provenance.reuse();
        dev.understudy.v1.Provenance avro = new dev.understudy.v1.Provenance();
        avro.setProvider(provenance.provider());
        avro.setRequestedModel(provenance.model());
        avro.setResponseModel(response.model());
        avro.setResponseId(response.id());
        avro.setFinishReason(AttemptMapper.finishReason(response.finishReason()));
        avro.setAttempts(AttemptMapper.toAvro(provenance.attempts()));
        promptToAvro(provenance.prompt(), avro);
        avro.setUsage(totals(provenance));
        avro.setQueuedMs(provenance.times().queued());
        avro.setEnrichmentMs(provenance.times().enrichment());
        avro.setEndToEndMs(provenance.times().endToEnd());
        avro.setReusedFrom(reuse == null ? null : reuse.requestId());
        avro.setAnswerAgeMs(reuse == null ? null : reuse.ageMillis());
        avro.setRedactions(redactionsToAvro(provenance.redactions()));
        avro.setEnricherVersion(provenance.producer().version());
        avro.setInstanceId(provenance.producer().instanceId());
        avro.setInput(RecordMapper.toAvro(input));
        avro.setProducedAt(provenance.producedAt());
        return avro;
    }

    private static Provenance provenanceFromAvro(dev.understudy.v1.Provenance avro) {
        List<ProviderAttempt> attempts = AttemptMapper.fromAvro(avro.getAttempts());
        ModelResponse answer = responseOfAnswer(attempts);
        return new Provenance(
                avro.getProvider(),
                avro.getRequestedModel(),
                new ModelResponse(
                        avro.getResponseModel(),
                        avro.getResponseId(),
                        AttemptMapper.finishReason(avro.getFinishReason()),
                        answer.usage(),
                        answer.keyId()),
                attempts,
                avro.getUsage() == null ? 0 : avro.getUsage().getModelCalls(),
                promptFromAvro(avro),
                new Provenance.Times(avro.getQueuedMs(), avro.getEnrichmentMs(), avro.getEndToEndMs()),
                reuseFromAvro(avro),
                avro.getRedactions().stream()
                        .collect(Collectors.toMap(
                                dev.understudy.v1.Redaction::getKind,
                                dev.understudy.v1.Redaction::getCount,
                                Integer::sum)),
                new Provenance.Producer(avro.getEnricherVersion(), avro.getInstanceId()),
                avro.getProducedAt());
    }

    private static dev.understudy.v1.Usage totals(Provenance provenance) {
        dev.understudy.v1.Usage totals = new dev.understudy.v1.Usage(provenance.modelCalls(), 0L, 0L, 0L, 0L, 0L);
        for (ProviderAttempt attempt : provenance.attempts()) {
            TokenUsage usage = attempt.response().usage();
            if (usage != null) {
                totals.setInputTokens(totals.getInputTokens() + usage.input());
                totals.setCachedInputTokens(totals.getCachedInputTokens() + usage.cachedInput());
                totals.setOutputTokens(totals.getOutputTokens() + usage.output());
                totals.setReasoningTokens(totals.getReasoningTokens() + usage.reasoning());
            }
        }
        totals.setCostUsdMicros(cost(provenance.attempts()));
        return totals;
    }

    private static @Nullable Long cost(List<ProviderAttempt> attempts) {
        long sum = 0;
        for (ProviderAttempt attempt : attempts) {
            Long cost = attempt.costUsdMicros();
            if (attempt.called() && cost == null) {
                return null;
            }
            sum += cost == null ? 0 : cost;
        }
        return sum;
    }

    private static ModelResponse responseOfAnswer(List<ProviderAttempt> attempts) {
        ModelResponse response = ModelResponse.NONE;
        for (ProviderAttempt attempt : attempts) {
            if (attempt.failure() == null) {
                response = attempt.response();
            }
        }
        return response;
    }

    private static void promptToAvro(Provenance.@Nullable PromptRef prompt, dev.understudy.v1.Provenance avro) {
        if (prompt != null) {
            avro.setPromptVersion(prompt.version());
            avro.setPromptHash(prompt.hash());
            avro.setOutputSchemaVersion(prompt.outputSchemaVersion());
            avro.setPromptTokensEstimated(prompt.tokensEstimated());
            avro.setInputBytesCut(prompt.bytesCut());
        }
    }

    private static Provenance.@Nullable PromptRef promptFromAvro(dev.understudy.v1.Provenance avro) {
        if (avro.getPromptVersion() == null && avro.getPromptHash() == null && avro.getOutputSchemaVersion() == null) {
            return null;
        }
        return new Provenance.PromptRef(
                avro.getPromptVersion(),
                avro.getPromptHash(),
                avro.getOutputSchemaVersion(),
                avro.getPromptTokensEstimated(),
                avro.getInputBytesCut());
    }

    private static Provenance.@Nullable Reuse reuseFromAvro(dev.understudy.v1.Provenance avro) {
        String requestId = avro.getReusedFrom();
        Long age = avro.getAnswerAgeMs();
        return requestId == null ? null : new Provenance.Reuse(requestId, age == null ? 0 : age);
    }

    private static List<dev.understudy.v1.Redaction> redactionsToAvro(Map<String, Integer> redactions) {
        return redactions.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new dev.understudy.v1.Redaction(entry.getKey(), entry.getValue()))
                .toList();
    }
}
