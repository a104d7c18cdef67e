package dev.understudy.domain.request;

/**
 * A model's answer that may be given again.
 *
 * @param contentKey what was asked: equal for requests that the same answer fits
 */
public record KnownAnswer(String contentKey, LastGoodAnswer answer) {}
