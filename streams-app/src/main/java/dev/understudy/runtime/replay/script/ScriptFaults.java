package dev.understudy.runtime.replay.script;

import dev.understudy.config.ConfigException;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.provider.drill.DrillFault;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The faults that a script can name. */
final class ScriptFaults {
    /** No call ends so: either none was made, or we gave it up. */
    private static final Set<FailureReason> OURS = EnumSet.of(
            FailureReason.UNKNOWN,
            FailureReason.BREAKER_OPEN,
            FailureReason.PAUSED,
            FailureReason.RATE_CAP,
            FailureReason.BULKHEAD_FULL,
            FailureReason.BUDGET_EXHAUSTED,
            FailureReason.CANCELLED,
            FailureReason.HEDGE_LOST,
            FailureReason.ABANDONED);

    private ScriptFaults() {}

    /**
     * The failure of a name.
     *
     * @throws ConfigException when there is none
     */
    static FailureReason of(String fault) {
        String name = fault.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        return faults().filter(reason -> reason.name().equals(name))
                .findFirst()
                .or(() -> DrillFault.of(fault).map(DrillFault::reason))
                .orElseThrow(() -> new ConfigException("fault", "is " + fault + ", expected one of " + labels()));
    }

    private static Stream<FailureReason> faults() {
        return Arrays.stream(FailureReason.values()).filter(reason -> !OURS.contains(reason));
    }

    private static List<String> labels() {
        Stream<String> reasons =
                faults().map(reason -> reason.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        return Stream.concat(reasons, DrillFault.labels().stream()).distinct().toList();
    }
}
