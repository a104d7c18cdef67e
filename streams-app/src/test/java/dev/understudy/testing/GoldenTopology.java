package dev.understudy.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.streams.Topology;

/** The shape of a topology: a contract with the internal topics and stores of those who run it. */
public final class GoldenTopology {
    /** The name of a lambda's class differs from run to run. */
    private static final Pattern LAMBDA = Pattern.compile("\\$\\$Lambda[^)\\s]*");

    /** So does the order of the stores of a processor. */
    private static final Pattern STORES = Pattern.compile("\\(stores: \\[(.*?)]\\)");

    private static final Pattern COMMA = Pattern.compile(", ");

    private GoldenTopology() {}

    /** Compares a topology with the file of that name in src/test/resources/topology. */
    public static void assertUnchanged(String name, Topology topology) {
        String golden = "topology/" + name + ".txt";
        Path seen = Path.of("target").resolve(golden);
        String actual = STORES.matcher(
                        LAMBDA.matcher(topology.describe().toString()).replaceAll(" lambda"))
                .replaceAll(stores -> "(stores: [" + sorted(stores.group(1)) + "])");
        try {
            Files.createDirectories(seen.getParent());
            Files.writeString(seen, actual);
            assertThat(actual).as("""
                            The topology has changed: think about migration. Instances of both versions run side by side \
                            in a rolling upgrade, and the new one goes on with the stores, changelogs and repartition \
                            topics of the old one. A store or node that gets another name, or moves to another \
                            sub-topology, gets other internal topics and task ids, and what is in flight stays behind in \
                            the old ones. If the change is meant, say in docs/adr how an installation gets over it, then
                            cp streams-app/%s streams-app/src/test/resources/%s
                            """, seen, golden).isEqualTo(read(golden));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sorted(String stores) {
        return COMMA.splitAsStream(stores).sorted().collect(Collectors.joining(", "));
    }

    private static String read(String golden) throws IOException {
        try (InputStream file = GoldenTopology.class.getResourceAsStream("/" + golden)) {
            return file == null ? "" : new String(file.readAllBytes(), UTF_8);
        }
    }
}
