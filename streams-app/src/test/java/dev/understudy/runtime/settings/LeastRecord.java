package dev.understudy.runtime.settings;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.understudy.config.ConfigException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record of the configuration of which nothing is set but what it asks for when it is made, one thing after the other.
 *
 * @param required what it asked for, by component: the rest of the path within it, empty for the whole
 */
record LeastRecord(Record instance, Map<String, String> required) {
    private static final String TEXT = "/sample";
    private static final Map<Class<?>, Object> SAMPLES = Map.of(
            String.class,
            TEXT,
            Integer.class,
            1,
            BigDecimal.class,
            BigDecimal.ONE,
            Path.class,
            Path.of(TEXT),
            URI.class,
            URI.create("http://localhost"));
    private static final PropertyNamingStrategies.KebabCaseStrategy KEBAB =
            new PropertyNamingStrategies.KebabCaseStrategy();

    static LeastRecord of(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        @SuppressWarnings("NullAway") // null means the default
        @Nullable
        Object[] values = new Object[components.length];
        Map<String, String> required = new LinkedHashMap<>();
        while (true) {
            try {
                return new LeastRecord((Record) canonical(type).newInstance(values), required);
            } catch (InvocationTargetException e) {
                if (!(e.getCause() instanceof ConfigException problem)) {
                    throw new IllegalStateException(type + " cannot be made of nothing", e);
                }
                fill(components, values, required, problem);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The name of a component as a file spells it. */
    static String key(String component) {
        return KEBAB.translate(component);
    }

    private static void fill(
            RecordComponent[] components,
            @Nullable Object[] values,
            Map<String, String> required,
            ConfigException problem) {
        for (int i = 0; i < components.length; i++) {
            String key = key(components[i].getName());
            boolean whole = problem.property().equals(key);
            if (values[i] == null && (whole || problem.property().startsWith(key + "."))) {
                String rest = whole ? "" : problem.property().substring(key.length() + 1);
                values[i] = sample(components[i].getGenericType(), rest);
                required.put(components[i].getName(), rest);
                return;
            }
        }
        throw new IllegalStateException("a sample value does not do", problem);
    }

    private static Constructor<?> canonical(Class<?> type) throws NoSuchMethodException {
        return type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new));
    }

    private static Object sample(Type type, String entry) {
        if (type instanceof ParameterizedType collection) {
            Type[] of = collection.getActualTypeArguments();
            return of.length == 1
                    ? List.of(sample(of[0], ""))
                    : Map.of(entry.isEmpty() ? "sample" : entry, sample(of[1], ""));
        }
        if (!(type instanceof Class<?> plain)) {
            throw new IllegalStateException("no sample of " + type);
        }
        if (plain.isRecord()) {
            return of(plain).instance();
        }
        if (plain.isEnum()) {
            return plain.getEnumConstants()[0];
        }
        return SAMPLES.entrySet().stream()
                .filter(sample -> sample.getKey() == plain)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no sample of " + type))
                .getValue();
    }
}
