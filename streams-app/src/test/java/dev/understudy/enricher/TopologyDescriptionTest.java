package dev.understudy.enricher;

import dev.understudy.testing.GoldenTopology;
import org.junit.jupiter.api.Test;

class TopologyDescriptionTest {
    @Test
    void shouldKeepTheTopologyThatIsOutThere() {
        try (EnricherHarness enricher = new EnricherHarness()) {
            GoldenTopology.assertUnchanged("enricher", EnricherTopology.create(enricher.parts));
        }
    }
}
