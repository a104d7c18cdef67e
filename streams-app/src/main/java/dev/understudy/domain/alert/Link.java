package dev.understudy.domain.alert;

/**
 * A reference that a responder can open.
 *
 * @param rel runbook, dashboard, panel, silence, graph, ticket or other
 * @param href absolute URL
 * @param text label to show; empty when none
 */
public record Link(String rel, String href, String text) {}
