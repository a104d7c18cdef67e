package dev.understudy.provider;

import dev.understudy.domain.attempt.FailureReason;

/**
 * What a failure means and what to do about it, in words for whoever is on call.
 *
 * @param problem a clause without a subject of its own: "it ..." is the provider
 * @param remedy what to do
 */
public record FailureAdvice(String problem, String remedy) {

    /** The words for a reason. */
    public static FailureAdvice of(FailureReason reason) {
        return new FailureAdvice(problem(reason), remedy(reason));
    }

    private static String problem(FailureReason reason) {
        return switch (reason) {
            case UNKNOWN -> "something unexpected happened";
            case CONNECT_FAILED -> "no connection to it can be made";
            case CONNECTION_RESET -> "the connection broke";
            case HEADERS_TIMEOUT, CALL_TIMEOUT -> "it did not answer in time";
            case BODY_TIMEOUT -> "its answer stopped half-way";
            case SERVER_ERROR -> "it failed on its own side";
            case OVERLOADED -> "it says that it is overloaded";
            case RATE_LIMITED -> "it wants fewer calls";
            case QUOTA_EXHAUSTED -> "it says that the quota or the balance is used up";
            case AUTHENTICATION_FAILED -> "it does not accept the API key";
            case ACCOUNT_DEACTIVATED -> "it says that the account is deactivated";
            case PERMISSION_DENIED -> "it does not let this API key use the model";
            case NOT_FOUND -> "it knows no such address or model";
            case BAD_REQUEST -> "it does not understand the request";
            case CONTEXT_TOO_LONG -> "the prompt is longer than the model's window";
            case CONTENT_FILTERED -> "a content filter stopped the answer";
            case REFUSED -> "the model refused to answer";
            case NOT_JSON, WRONG_SHAPE -> "the answer is not what was asked for";
            case EMPTY_ANSWER -> "the answer is empty";
            case TRUNCATED_BODY -> "the answer was cut off on its way";
            case TRUNCATED_ANSWER -> "the answer was longer than allowed";
            case SCHEMA_VIOLATION -> "the answer breaks the output schema";
            case BODY_TOO_LARGE -> "the answer is too large to be read";
            case BREAKER_OPEN, PAUSED, RATE_CAP, BULKHEAD_FULL, BUDGET_EXHAUSTED -> "no call was made";
            case CANCELLED, HEDGE_LOST, ABANDONED -> "the call was given up";
        };
    }

    private static String remedy(FailureReason reason) {
        return switch (reason) {
            case CONNECT_FAILED -> "look at base-url, proxy and tls, and whether this machine may reach it";
            case CONNECTION_RESET, TRUNCATED_BODY -> "look at proxies and gateways in between, then try again";
            case HEADERS_TIMEOUT, BODY_TIMEOUT, CALL_TIMEOUT -> "look at its status page, or raise timeout";
            case SERVER_ERROR, OVERLOADED -> "look at its status page, and try again later";
            case RATE_LIMITED -> "set requests-per-minute to what the account allows, or ask for a higher limit";
            case QUOTA_EXHAUSTED -> "log in to its console and look at billing and limits";
            case AUTHENTICATION_FAILED -> "look at api-key: it may be wrong, expired or revoked";
            case ACCOUNT_DEACTIVATED -> "log in to its console";
            case PERMISSION_DENIED -> "log in to its console and look at the rights of the key, and at its region";
            case NOT_FOUND -> "look at base-url (with the version?) and model";
            case BAD_REQUEST -> "look at body, max-output-tokens-field, temperature and structured-output";
            case CONTEXT_TOO_LONG -> "lower max-input-tokens to the window of the model";
            case CONTENT_FILTERED, REFUSED -> "look at the content filters of the account, or take another model";
            case NOT_JSON, WRONG_SHAPE -> "look at dialect, base-url and structured-output";
            case EMPTY_ANSWER -> "raise max-output-tokens (a reasoning model uses them up), or take another model";
            case TRUNCATED_ANSWER -> "raise max-output-tokens";
            case SCHEMA_VIOLATION -> "set structured-output to schema, or take a more capable model";
            case BODY_TOO_LARGE -> "look at base-url: what answers may be no model; or raise max-response-bytes";
            case RATE_CAP -> "raise requests-per-minute, or wait";
            case BREAKER_OPEN, PAUSED, BULKHEAD_FULL, BUDGET_EXHAUSTED -> "wait, and try again";
            case UNKNOWN, CANCELLED, HEDGE_LOST, ABANDONED -> "try again, with --verbose";
        };
    }

    @Override
    public String toString() {
        return problem + "; " + remedy;
    }
}
