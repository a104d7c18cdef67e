package dev.understudy.inflight;

import dev.understudy.inflight.emission.Output;

/** Where a task forwards what it writes: into the transaction of the stream thread that calls. */
@FunctionalInterface
public interface EmissionSink {
    void forward(Output output);
}
