package dev.understudy.serde;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertDelivery;
import dev.understudy.domain.alert.AlertPlace;
import dev.understudy.domain.alert.AlertSource;
import dev.understudy.domain.alert.AlertStatus;
import dev.understudy.domain.alert.AlertTimes;
import dev.understudy.domain.alert.Link;
import dev.understudy.domain.alert.Severity;
import java.util.List;

/** An alert to and from its Avro record, without loss: guarantee "the alert is never altered" rests on it. */
final class AlertMapper {
    private AlertMapper() {}

    static dev.understudy.v1.Alert toAvro(Alert alert) {
        dev.understudy.v1.Alert avro = new dev.understudy.v1.Alert();
        avro.setEventId(alert.eventId());
        avro.setFingerprint(alert.fingerprint());
        avro.setName(alert.name());
        avro.setStatus(Symbols.same(dev.understudy.v1.AlertStatus.class, alert.status()));
        avro.setSeverity(Symbols.same(dev.understudy.v1.Severity.class, alert.severity()));
        avro.setSeverityRaw(alert.severityRaw());
        avro.setSummary(alert.summary());
        avro.setDescription(alert.description());
        avro.setSource(sourceToAvro(alert.source()));
        avro.setStartsAt(alert.times().startsAt());
        avro.setEndsAt(alert.times().endsAt());
        avro.setReceivedAt(alert.times().receivedAt());
        avro.setLabels(alert.labels());
        avro.setAnnotations(alert.annotations());
        avro.setValues(alert.values());
        avro.setLinks(linksToAvro(alert.links()));
        placeToAvro(alert.place(), avro);
        deliveryToAvro(alert.delivery(), avro);
        return avro;
    }

    static Alert fromAvro(dev.understudy.v1.Alert avro) {
        return new Alert(
                avro.getEventId(),
                avro.getFingerprint(),
                avro.getName(),
                Symbols.same(AlertStatus.class, avro.getStatus()),
                Symbols.same(Severity.class, avro.getSeverity()),
                avro.getSeverityRaw(),
                avro.getSummary(),
                avro.getDescription(),
                sourceFromAvro(avro.getSource()),
                new AlertTimes(avro.getStartsAt(), avro.getEndsAt(), avro.getReceivedAt()),
                avro.getLabels(),
                avro.getAnnotations(),
                avro.getValues(),
                placeFromAvro(avro),
                new AlertDelivery(
                        avro.getGroupKey(), avro.getNotificationReason(), avro.getGeneratorUrl(), avro.getRaw()),
                linksFromAvro(avro.getLinks()));
    }

    static List<dev.understudy.v1.Link> linksToAvro(List<Link> links) {
        return links.stream()
                .map(link -> new dev.understudy.v1.Link(link.rel(), link.href(), link.text()))
                .toList();
    }

    static List<Link> linksFromAvro(List<dev.understudy.v1.Link> links) {
        return links.stream()
                .map(link -> new Link(link.getRel(), link.getHref(), link.getText()))
                .toList();
    }

    private static dev.understudy.v1.AlertSource sourceToAvro(AlertSource source) {
        return new dev.understudy.v1.AlertSource(source.type(), source.instance(), source.receiver());
    }

    private static AlertSource sourceFromAvro(dev.understudy.v1.AlertSource source) {
        return new AlertSource(source.getType(), source.getInstance(), source.getReceiver());
    }

    private static void placeToAvro(AlertPlace place, dev.understudy.v1.Alert avro) {
        avro.setService(place.service());
        avro.setEnvironment(place.environment());
        avro.setCluster(place.cluster());
        avro.setResource(place.resource());
        avro.setComponent(place.component());
        avro.setTeam(place.team());
        avro.setTenant(place.tenant());
    }

    private static AlertPlace placeFromAvro(dev.understudy.v1.Alert avro) {
        return new AlertPlace(
                avro.getService(),
                avro.getEnvironment(),
                avro.getCluster(),
                avro.getResource(),
                avro.getComponent(),
                avro.getTeam(),
                avro.getTenant());
    }

    private static void deliveryToAvro(AlertDelivery delivery, dev.understudy.v1.Alert avro) {
        avro.setGroupKey(delivery.groupKey());
        avro.setNotificationReason(delivery.notificationReason());
        avro.setGeneratorUrl(delivery.generatorUrl());
        avro.setRaw(delivery.raw());
    }
}
