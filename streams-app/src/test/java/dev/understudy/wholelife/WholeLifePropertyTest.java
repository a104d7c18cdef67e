package dev.understudy.wholelife;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Whatever the providers do, whichever alerts come and whenever the processes die, each alert lives its whole life within
 * the guarantees.
 *
 * <p>Tries are set in {@code junit-platform.properties}; {@code -Djqwik.tries.default=100000} makes more of them. A
 * failure prints its seed: {@code @Property(seed = "...")} plays the same runs again.
 */
class WholeLifePropertyTest {

    @Property(generation = GenerationMode.RANDOMIZED, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void shouldKeepEveryGuaranteeWhateverHappens(@ForAll("scenarios") Scenario scenario) {
        try (Run run = new Run(scenario)) {
            run.play();
            new Guarantees(scenario, run.config, run.journal).check(run.applications.held());
        }
    }

    @Provide
    Arbitrary<Scenario> scenarios() {
        return Scenarios.all();
    }
}
