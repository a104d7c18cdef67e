package dev.understudy.runtime.replay.intake;

import java.util.List;

/**
 * The alerts of a selection, and how many were left out.
 *
 * @param alerts the oldest first
 * @param resolved that say that an alert is over
 * @param unreadable records, or parts of them, that hold no alert that is understood
 * @param beyond that are more than were asked for
 */
public record Chosen(List<ReplayedAlert> alerts, int resolved, int unreadable, int beyond) {

    public Chosen {
        alerts = List.copyOf(alerts);
    }

    /** In words. */
    public String described() {
        return alerts.size() + " alerts; left out: " + resolved + " resolved, " + unreadable + " not understood, "
                + beyond + " beyond --max-alerts";
    }
}
