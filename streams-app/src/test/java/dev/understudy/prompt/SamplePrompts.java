package dev.understudy.prompt;

import dev.understudy.redaction.Redaction;

/** Prompts for tests that do not care for more than their words. */
public final class SamplePrompts {
    private SamplePrompts() {}

    /** These words, estimated as so many tokens. */
    public static Prompt of(String system, String user, long tokens) {
        return new Prompt(
                system,
                user,
                "1",
                "hash",
                new PromptSize(tokens, 0),
                Redaction.NONE,
                SampleAlerts.crashLoop(),
                "fence");
    }

    /** These words, whole. */
    public static Prompt of(String system, String user) {
        return of(system, user, 1);
    }
}
