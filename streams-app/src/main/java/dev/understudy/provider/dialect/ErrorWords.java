package dev.understudy.provider.dialect;

import java.util.regex.Pattern;

/** What vendors write in their error messages, by topic. Thread-safe. */
public enum ErrorWords {
    /** The prompt is longer than the model's window. */
    CONTEXT("context_length|context length|context window|maximum context|too many tokens|prompt is too long"
            + "|input is too long|string_above_max_length|reduce the length|input token count"
            + "|maximum number of tokens|request payload size"),
    /** Moderation stopped the prompt or the answer. */
    FILTERED("content_filter|content filter|content_policy|content policy|content management policy|moderation"
            + "|safety system|responsibleai"),
    /** The account behind the key is closed. */
    DEACTIVATED("deactivated|account_disabled|account (?:has been |is )?(?:disabled|suspended|terminated|closed|banned)"
            + "|organization (?:has been |is )?(?:disabled|suspended)"
            + "|consumer_suspended|consumer \\S+ has been suspended"),
    /** Nothing is left to spend. */
    QUOTA("quota|billing|insufficient (?:balance|funds|credit)|credit balance|out of credits|payment required"
            + "|spending limit|usage limit|hard limit"),
    /** The provider has too much to do. */
    OVERLOADED("overload|over capacity|at capacity|no capacity|too busy|high demand|slow_down"),
    /** The model or the server does not know the way in which structured output was asked for. */
    OUTPUT_FORMAT("response_?format|json_?schema|json_object|output_?format|output_?config|response_?schema"
            + "|response_?json_?schema|response_?mime_?type|structured[ _]outputs?|tool_choice|input_schema"
            + "|guided_json|json mode");

    private final Pattern pattern;

    ErrorWords(String regex) {
        this.pattern = Pattern.compile(regex);
    }

    /** True when a text in lower case speaks of this. */
    public boolean in(String lowerCase) {
        return pattern.matcher(lowerCase).find();
    }
}
