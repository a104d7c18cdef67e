package dev.understudy.comparison.golden;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.Link;
import dev.understudy.domain.enrichment.Enrichment;
import dev.understudy.redaction.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The texts of alerts and answers, in an order that depends on nothing but them. */
final class AlertText {
    private AlertText() {}

    /** All texts of an alert, but for its identifiers. */
    static List<String> of(Alert alert) {
        List<@Nullable String> texts = new ArrayList<>(List.of(alert.name(), alert.summary(), alert.description()));
        for (Map<String, String> entries : List.of(alert.labels(), alert.annotations())) {
            texts.addAll(new TreeMap<>(entries).values());
        }
        for (Link link : alert.links()) {
            texts.addAll(List.of(link.href(), link.text()));
        }
        texts.add(alert.source().instance());
        texts.add(alert.delivery().generatorUrl());
        return texts.stream()
                .filter(text -> text != null && !text.isEmpty())
                .map(text -> PlainText.of(String.valueOf(text)))
                .toList();
    }

    /** All texts of an answer. */
    static List<String> of(Enrichment answer) {
        List<String> texts = new ArrayList<>();
        answer.map(text -> {
            texts.add(text);
            return text;
        });
        return Stream.of(
                        texts.stream(),
                        answer.links().stream().flatMap(link -> Stream.of(link.href(), link.text())),
                        answer.tags().stream())
                .flatMap(some -> some)
                .toList();
    }
}
