package dev.understudy.runtime;

import dev.understudy.config.DialectName;
import dev.understudy.provider.anthropic.AnthropicDialect;
import dev.understudy.provider.dialect.Dialect;
import dev.understudy.provider.gemini.GeminiDialect;
import dev.understudy.provider.openai.OpenAiDialect;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** The wire formats of this build, one of each name. */
public final class Dialects {
    private Dialects() {}

    /** All of them. */
    public static Map<DialectName, Dialect> all() {
        return Arrays.stream(DialectName.values())
                .collect(Collectors.toUnmodifiableMap(name -> name, Dialects::dialect));
    }

    private static Dialect dialect(DialectName name) {
        return switch (name) {
            case OPENAI -> new OpenAiDialect();
            case ANTHROPIC -> new AnthropicDialect();
            case GEMINI -> new GeminiDialect();
        };
    }
}
