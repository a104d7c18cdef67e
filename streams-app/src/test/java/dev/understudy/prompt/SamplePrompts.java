package dev.understudy.prompt;

import dev.understudy.redaction.Redaction;

/** Prompts for tests that do not care for more than their words. */
public final class SamplePrompts {
    private SamplePrompts() {}

    /** These words, whole. */
    public static Prompt of(String system, String user) {
        return new Prompt(system, user, "1", "hash", new PromptSize(1, 0), Redaction.NONE);
    }
}
