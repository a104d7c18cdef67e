package dev.understudy.config;

/** How a provider is made to answer in the output schema. */
public enum StructuredOutput {
    /** The schema is sent, and the provider holds the model to it. */
    SCHEMA,
    /** The provider promises JSON of any shape; the schema is in the prompt. */
    JSON,
    /** The provider promises nothing; the schema is in the prompt. */
    PROMPT
}
