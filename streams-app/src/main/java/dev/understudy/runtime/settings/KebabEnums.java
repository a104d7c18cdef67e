package dev.understudy.runtime.settings;

import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.understudy.domain.enrichment.ActionRisk;
import dev.understudy.domain.enrichment.Actionability;
import dev.understudy.domain.enrichment.FaultDomain;
import java.util.Locale;

/** Reads names of more than one word as the rest of the configuration writes them: {@code data-store}. */
final class KebabEnums {
    private KebabEnums() {}

    static SimpleModule addTo(SimpleModule module) {
        add(module, FaultDomain.class);
        add(module, ActionRisk.class);
        add(module, Actionability.class);
        return module;
    }

    private static <E extends Enum<E>> void add(SimpleModule module, Class<E> type) {
        module.addDeserializer(
                type,
                new TextDeserializer<>(
                        type,
                        text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'))));
    }
}
