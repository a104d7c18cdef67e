package dev.understudy.runtime.settings;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.understudy.config.RuleConfig;
import dev.understudy.config.RulesConfig;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;

/** The rules that come with the product. */
public final class ShippedRules {
    private static final String RESOURCE = "/dev/understudy/rules/shipped.yaml";

    private ShippedRules() {}

    /** The rules in force, in the order in which they are tried: those of the configuration, then those that ship. */
    public static List<RuleConfig> after(RulesConfig config) {
        return config.shipped()
                ? Stream.concat(config.own().stream(), read().stream()).toList()
                : config.own();
    }

    private static List<RuleConfig> read() {
        ObjectMapper mapper = YAMLMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                .addModule(KebabEnums.addTo(new SimpleModule()))
                .build();
        try (InputStream in = ShippedRules.class.getResourceAsStream(RESOURCE)) {
            return List.of(mapper.readValue(in, RuleConfig[].class));
        } catch (IOException e) {
            throw new IllegalStateException("the rules that ship cannot be read", e);
        }
    }
}
