package dev.understudy.config;

/** Wire formats that a provider can speak. */
public enum DialectName {
    /** Chat completions: OpenAI, Azure OpenAI, Mistral, Groq, vLLM, Ollama, a LiteLLM proxy and others. */
    OPENAI
}
