package dev.understudy.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Wire formats that a provider can speak. */
public enum DialectName {
    /** Chat completions: OpenAI, Azure OpenAI, Mistral, Groq, vLLM, Ollama, a LiteLLM proxy and others. */
    OPENAI,
    /** Messages: Anthropic, and gateways that serve the same. */
    ANTHROPIC,
    /** Generate content: Gemini on the Gemini API and on Vertex AI. */
    GEMINI;

    /** The names as a configuration file spells them. */
    static List<String> spellings() {
        return Arrays.stream(values())
                .map(name -> name.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
