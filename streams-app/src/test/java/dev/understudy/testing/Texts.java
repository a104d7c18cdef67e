package dev.understudy.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.enrichment.Enrichment;
import java.util.ArrayList;
import java.util.List;

/** The texts of an enrichment. */
public final class Texts {
    private Texts() {}

    /** All of them, those of links included. */
    public static List<String> of(Enrichment enrichment) {
        List<String> texts = new ArrayList<>();
        enrichment.map(text -> {
            texts.add(text);
            return text;
        });
        enrichment.links().forEach(link -> texts.addAll(List.of(link.rel(), link.href(), link.text())));
        texts.addAll(enrichment.tags());
        return texts;
    }

    /** A block of Slack takes it, and no character of it was cut in two. */
    public static void isBoundedAndWhole(String text) {
        assertThat(text.length()).isLessThanOrEqualTo(3_000);
        assertThat(text.codePoints()).noneMatch(character -> Character.getType(character) == Character.SURROGATE);
    }
}
