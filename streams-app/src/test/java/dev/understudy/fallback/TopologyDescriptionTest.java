package dev.understudy.fallback;

import dev.understudy.testing.GoldenTopology;
import org.junit.jupiter.api.Test;

class TopologyDescriptionTest {
    @Test
    void shouldKeepTheTopologyThatIsOutThere() {
        try (FallbackHarness fallback = new FallbackHarness()) {
            GoldenTopology.assertUnchanged("fallback", FallbackTopology.create(fallback.parts));
        }
    }
}
