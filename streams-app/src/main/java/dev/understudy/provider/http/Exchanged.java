package dev.understudy.provider.http;

import dev.understudy.domain.attempt.Outcome;
import java.util.function.Function;

/** How an HTTP exchange ended. */
public sealed interface Exchanged permits Exchanged.Replied, Exchanged.Broken {

    /** With a reply: a complete one, or the head of one with an error status whose body never came in full. */
    record Replied(HttpReply reply) implements Exchanged {}

    /** Without one. */
    record Broken(Outcome.Failed failed) implements Exchanged {}

    /** The value of the function that fits. */
    default <T> T fold(Function<Replied, T> onReplied, Function<Broken, T> onBroken) {
        return this instanceof Replied replied ? onReplied.apply(replied) : onBroken.apply((Broken) this);
    }
}
