package dev.understudy.prompt.files;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A gap in a template, written as its name between double braces. */
public enum Placeholder {
    /** The token that marks where data begins and ends. */
    FENCE,
    /** The schema of the answer; nothing when the provider is sent it beside the prompt. */
    SCHEMA,
    /** What the installation and the team have to say. */
    INSTRUCTIONS,
    /** The sentence that asks for a language; nothing when none is configured. */
    LANGUAGE,
    /** The lines of the alert. */
    ALERT,
    /** The runbook within a fence of its own; nothing when there is none. */
    CONTEXT;

    static Optional<Placeholder> named(String name) {
        return Arrays.stream(values())
                .filter(placeholder -> placeholder.label().equals(name))
                .findFirst();
    }

    static String all() {
        return Arrays.stream(values()).map(Placeholder::toString).collect(Collectors.joining(", "));
    }

    private String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As it is written in a template. */
    @Override
    public String toString() {
        return "{{" + label() + "}}";
    }
}
