package dev.understudy.enricher;

import dev.understudy.domain.alert.KeyedAlert;
import dev.understudy.inflight.emission.Output;

/** Where a decoded record goes next. */
sealed interface Intake permits Intake.Resident, Intake.Foreign, Intake.Unread {

    /** An alert on the partition of its key: it goes on at once. */
    record Resident(KeyedAlert alert) implements Intake {}

    /** An alert that must travel to the partition of its key first. */
    record Foreign(KeyedAlert alert) implements Intake {}

    /** A dead letter. */
    record Unread(Output output) implements Intake {}
}
