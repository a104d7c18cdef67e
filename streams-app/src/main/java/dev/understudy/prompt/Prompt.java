package dev.understudy.prompt;

/**
 * The words for one call.
 *
 * @param system instructions
 * @param user the alert, fenced as data
 * @param version version of the template: a hash of its bytes
 * @param hash SHA-256 of what is sent, in hex
 * @param inputTruncated true when part of the alert was left out to fit
 */
public record Prompt(String system, String user, String version, String hash, boolean inputTruncated) {}
