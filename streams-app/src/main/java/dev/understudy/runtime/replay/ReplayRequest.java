package dev.understudy.runtime.replay;

import dev.understudy.runtime.replay.intake.Selection;
import java.time.Duration;

/**
 * What a run is asked to do.
 *
 * @param run its name
 * @param spelled all that its answers depend on, as the user wrote it; a run goes on under the same words only
 * @param rate alerts a second that are put in; 0 as fast as it goes
 * @param patience how long nothing may happen before what is open is given up
 */
public record ReplayRequest(
        String run, Selection selection, ProviderKind providers, String spelled, int rate, Duration patience) {}
