package dev.understudy.sandbox.admin;

import dev.understudy.sandbox.provider.ProviderStats;
import dev.understudy.sandbox.provider.ScriptedProvider;
import java.util.List;
import java.util.Map;

/**
 * A provider as the admin port shows it.
 *
 * @param name its name
 * @param dialect what it speaks
 * @param baseUrl what a client is configured with
 * @param listening false while connections are refused
 * @param script its behaviours, in the form in which they can be put
 * @param stats its counters
 */
record ProviderView(
        String name,
        String dialect,
        String baseUrl,
        boolean listening,
        List<Map<String, Object>> script,
        ProviderStats stats) {

    static ProviderView of(ScriptedProvider provider) {
        return new ProviderView(
                provider.name(),
                provider.dialect().name(),
                provider.baseUrl(),
                provider.isListening(),
                provider.behaviours().stream().map(BehaviourJson::write).toList(),
                provider.stats());
    }
}
