package dev.understudy.policy;

import dev.understudy.config.RouteConfig;
import java.util.List;
import java.util.Map;

/**
 * Which chain an alert gets, and why.
 *
 * @param config the route as configured
 * @param because what in the alert makes the route apply: its conditions, in words; empty when it has none
 * @param route the chain as it will be asked; of an order that no one alert tells, weighted or fastest, as it is listed
 * @param promptTokens estimated length of the prompt
 * @param tooSmall providers that the prompt is too long for, each with the one that is asked before it
 * @param expectedMicros what a call is expected to cost, in millionths of a US dollar, when that makes the order
 */
public record RouteExplanation(
        RouteConfig config,
        List<String> because,
        Route route,
        long promptTokens,
        Map<String, String> tooSmall,
        Map<String, Long> expectedMicros) {}
