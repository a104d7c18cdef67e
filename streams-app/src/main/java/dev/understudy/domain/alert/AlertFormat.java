package dev.understudy.domain.alert;

/** A format in which people send alerts. Implementations are thread-safe, never throw for what a body holds, and never wait. */
@FunctionalInterface
public interface AlertFormat {

    /** What the body of the record holds; its value is not null. */
    AlertBody read(RawRecord record);
}
