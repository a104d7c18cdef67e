package dev.understudy.runtime.settings;

import dev.understudy.config.AdminConfig;
import dev.understudy.config.BudgetConfig;
import dev.understudy.config.Durations;
import dev.understudy.config.GatewayConfig;
import dev.understudy.config.MappingConfig;
import dev.understudy.config.OutputConfig;
import dev.understudy.config.PromptsConfig;
import dev.understudy.config.RedactionConfig;
import dev.understudy.config.ReuseConfig;
import dev.understudy.config.RouteConfig;
import dev.understudy.config.RulesConfig;
import dev.understudy.config.Secret;
import dev.understudy.config.StartFrom;
import dev.understudy.config.UnderstudyConfig;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The page of all settings, made of the records of the configuration: keys and types from their components, defaults from
 * what they are when nothing is set, meanings from their Javadoc.
 */
final class ConfigurationPage {
    private static final String HEAD = """
            # Configuration

            Every setting: its key, its type, its default and what it means. `ConfigurationPageTest` makes this page of the
            records in `dev.understudy.config`, and fails when the page differs; do not edit it. The README has the ten keys
            to begin with.

            One YAML file: `--config FILE`, else the file that `UNDERSTUDY_CONFIG` names, else `./understudy.yaml`. Unknown
            keys are errors. `${NAME}`, `${NAME:-default}` and `${file:/path}` are replaced; `$${` is a literal `${`. Names
            of enums may be in upper or lower case.

            ```sh
            ./understudy config validate --config understudy.yaml
            ```

            checks a file and prints what is in force, defaults included and secrets masked. It ends with 2 when something is
            wrong, in one line that says where and what was expected. [examples/providers.yaml](../examples/providers.yaml)
            has a provider of each kind.

            ```yaml
            kafka: {bootstrap.servers: "broker-1:9092,broker-2:9092", security.protocol: SSL}
            schema-registry: {url: https://registry:8081}
            deadline: 20s
            max-calls: 4
            retry: {initial: 10s, max: 10m}
            hedging: {severity: [critical]}
            providers:
              small:
                dialect: openai
                base-url: https://api.openai.com/v1
                model: gpt-5-mini
                api-key: "${OPENAI_API_KEY}"
                requests-per-minute: 3000
                price: {input-per-million: 0.25, output-per-million: 2.00}
                budget: {usd-per-day: 50, shadow: true}
                larger-window: large
              large:
                dialect: anthropic
                base-url: https://api.anthropic.com
                model: claude-haiku-4-5
                api-key: "${ANTHROPIC_API_KEY:-none}"
                max-input-tokens: 100000
                circuit-breaker: {slow-call-duration-threshold: 10s}
              local: {dialect: openai, base-url: http://localhost:11434/v1, model: llama3.1, structured-output: json}
            routes:
              - {name: private, when: {labels: {team: payments}}, chain: [local], confined: true}
              - {name: urgent, when: {severity: [critical]}, chain: [large, small], storm: {chain: [small, large], queued: 200}}
              - {name: rest, chain: [small, large, local], order: weighted, weights: {small: 70, large: 20, local: 10}}
            redaction: {ip-addresses: true, patterns: {customer: 'CUST-\\d{6}'}}
            reuse: {window: 30m}
            ```

            Durations are written as `250ms`, `15s`, `5m`, `24h` or `7d`. What has no default is *required*, or *none*: then
            it is off, or the meaning says what holds. `<name>` stands for a name of your
            own, `[]` for each element of a list.
            """;

    /** What is to be said of a section beside what its record says. */
    private static final Map<Class<?>, String> MORE = Map.of(
            RouteConfig.class,
            "`understudy route explain FILE` says for each alert of a file which chain it gets, and why.",
            RulesConfig.class,
            "[The rules that ship](../streams-app/src/main/resources/dev/understudy/rules/shipped.yaml) are an example.",
            PromptsConfig.class,
            "How: [prompts.md](prompts.md).",
            MappingConfig.class,
            "How: [formats.md](formats.md#generic).",
            OutputConfig.class,
            "What a reader without a registry gets: [topics.md](topics.md#how-to-consume).",
            RedactionConfig.class,
            "What is found, and what comes back into an answer: [policies.md](policies.md#redaction).",
            ReuseConfig.class,
            "When two alerts ask the same: [policies.md](policies.md#reuse).",
            GatewayConfig.class,
            "Endpoints, and what they answer: [gateway.md](gateway.md).",
            AdminConfig.class,
            "What it is for: [drills](operations.md#drills).",
            BudgetConfig.class,
            "How it holds over instances: [policies.md](policies.md#budgets).");

    private static final Map<Class<?>, String> WORDS = Map.of(
            String.class, "text",
            Integer.class, "whole number",
            BigDecimal.class, "number",
            Boolean.class, "`true`, `false`",
            Duration.class, "duration",
            Path.class, "path",
            URI.class, "URL",
            Secret.class, "secret",
            StartFrom.class, "duration, or a word",
            Object.class, "anything");

    private final StringBuilder page = new StringBuilder(HEAD);

    private ConfigurationPage() {}

    static String render() {
        ConfigurationPage made = new ConfigurationPage();
        made.section("", UnderstudyConfig.class);
        made.refused();
        return made.page.toString();
    }

    private void section(String path, Class<?> type) {
        RecordDocs docs = RecordDocs.of(type);
        requireComplete(type, docs);
        LeastRecord least = LeastRecord.of(type);
        page.append("\n## %s\n\n%s\n".formatted(path.isEmpty() ? "The file" : "`" + path + "`", docs.text()));
        if (MORE.containsKey(type)) {
            page.append("\n%s\n".formatted(MORE.get(type)));
        }
        page.append("\n| key | type | default | meaning |\n|---|---|---|---|\n");
        for (RecordComponent component : type.getRecordComponents()) {
            page.append("| `%s` | %s | %s | %s |\n"
                    .formatted(
                            LeastRecord.key(component.getName()),
                            type(component.getGenericType(), within(path, component)),
                            defaulted(component, least),
                            docs.parts().get(component.getName())));
        }
        for (RecordComponent component : type.getRecordComponents()) {
            values(component);
        }
        for (RecordComponent component : type.getRecordComponents()) {
            Class<?> inner = element(component.getGenericType());
            if (nested(inner)) {
                section(within(path, component), inner);
            }
        }
    }

    private static void requireComplete(Class<?> type, RecordDocs docs) {
        List<String> components = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        if (!List.copyOf(docs.parts().keySet()).equals(components)) {
            throw new IllegalStateException("the @param tags of " + type + " are "
                    + docs.parts().keySet() + "; expected one for each component, in their order: " + components);
        }
    }

    /** What the values of an enum mean, where it is one of the configuration's own. */
    private void values(RecordComponent component) {
        Class<?> type = component.getType();
        if (type.isEnum() && type.getPackage().equals(UnderstudyConfig.class.getPackage())) {
            Map<String, String> meanings = RecordDocs.of(type).parts();
            page.append("\n| `%s` | means |\n|---|---|\n".formatted(LeastRecord.key(component.getName())));
            for (Object constant : type.getEnumConstants()) {
                page.append("| `%s` | %s |\n".formatted(spelled(constant), meanings.get(constant.toString())));
            }
        }
    }

    private void refused() {
        page.append("""

                ## Kafka properties that are refused

                They are the code's own, with any prefix.

                | property | why |
                |---|---|
                """);
        new TreeMap<>(OwnedKafkaProperties.reasons())
                .forEach((property, reason) -> page.append("| `%s` | %s |\n".formatted(property, reason)));
    }

    private static String within(String path, RecordComponent component) {
        String key = (path.isEmpty() ? "" : path + ".") + LeastRecord.key(component.getName());
        Class<?> type = component.getType();
        return type == Map.class ? key + ".<name>" : type == List.class ? key + "[]" : key;
    }

    private static boolean nested(Class<?> type) {
        return type.isRecord() && type != StartFrom.class;
    }

    /** What a collection holds; the type itself when it is none. */
    private static Class<?> element(Type type) {
        if (type instanceof ParameterizedType collection) {
            Type[] of = collection.getActualTypeArguments();
            return element(of[of.length - 1]);
        }
        return (Class<?>) type;
    }

    private static String type(Type type, String path) {
        if (type instanceof ParameterizedType collection) {
            String of = type(element(type), path);
            return collection.getRawType() == Map.class ? "name: " + of : "list of " + of;
        }
        Class<?> plain = (Class<?>) type;
        if (nested(plain)) {
            return "[section](#%s)".formatted(anchor(path));
        }
        if (plain.isEnum()) {
            return Arrays.stream(plain.getEnumConstants())
                    .map(value -> "`" + spelled(value) + "`")
                    .collect(Collectors.joining(", "));
        }
        String word = WORDS.get(plain);
        if (word == null) {
            throw new IllegalStateException("no word for the type " + plain);
        }
        return word;
    }

    /** As GitHub makes one of a heading. */
    private static String anchor(String heading) {
        return heading.replaceAll("[^a-z0-9_-]", "");
    }

    private static String defaulted(RecordComponent component, LeastRecord least) {
        String needed = least.required().get(component.getName());
        if (needed != null && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            boolean entry = !needed.isEmpty() && !nested(element(component.getGenericType()));
            return entry ? "`" + needed + "` required" : "required";
        }
        Object value = needed == null ? value(component, least.instance()) : null;
        boolean none = value == null
                || (value instanceof Map<?, ?> map && map.isEmpty())
                || (value instanceof Collection<?> many && many.isEmpty());
        if (none) {
            return "none";
        }
        return nested(element(component.getGenericType())) ? "" : "`" + text(value) + "`";
    }

    private static @Nullable Object value(RecordComponent component, Record instance) {
        try {
            return component.getAccessor().invoke(instance);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Object value) {
        if (value instanceof Duration duration) {
            return Durations.format(duration);
        }
        if (value instanceof StartFrom start) {
            Duration back = start.back();
            return back == null ? spelled(start.position()) : Durations.format(back);
        }
        return value instanceof Enum<?> ? spelled(value) : value.toString();
    }

    private static String spelled(Object constant) {
        return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
