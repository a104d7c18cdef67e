package dev.understudy.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.testing.ForeignProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the pages show is run: each shell block, from the top of the README down, on the sandbox and the instance that the
 * README starts. A block that is marked with what it needs is not, and is listed.
 */
@Tag("guarantees")
class ReadmeIT {
    private static final Path REPORT = Path.of("target/readme-blocks.txt");

    private static final List<String> told = new ArrayList<>();
    private static PageShell shell;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        ForeignProcess.require(
                "bash and curl", ForeignProcess.runs("bash", "--version") && ForeignProcess.runs("curl", "--version"));
        shell = new PageShell(folder);
    }

    @AfterAll
    static void close() throws IOException {
        if (shell != null) {
            shell.close();
            Files.write(REPORT, told);
        }
    }

    @TestFactory
    Stream<DynamicNode> shouldRunWhatThePagesShow() {
        List<PageBlock> blocks =
                PageBlock.all().stream().filter(PageBlock::isShell).toList();
        assertThat(blocks.stream().filter(PageBlock::stays))
                .as("the sandbox, and an instance")
                .hasSize(2);
        return blocks.stream().collect(groupingBy(PageBlock::page, LinkedHashMap::new, toList())).entrySet().stream()
                .map(page -> DynamicContainer.dynamicContainer(
                        page.getKey(),
                        page.getValue().stream()
                                .map(block -> DynamicTest.dynamicTest(block.toString(), () -> run(block)))));
    }

    @Test
    void shouldFailWhenACommandOfABlockDoes() {
        PageBlock wrong = new PageBlock("page", 1, "sh", "", "./understudy tail --sevrity high | cat\n");

        assertThatThrownBy(() -> shell.run(wrong))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("page:1 ended with 2")
                .hasMessageContaining("--sevrity");
    }

    private static void run(PageBlock block) throws IOException, InterruptedException {
        assertThat(block.knownMark())
                .as("%s is marked '%s'", block, block.mark())
                .isTrue();
        if (!block.needs().isEmpty()) {
            told.add("not run %s: needs %s".formatted(block, String.join(", ", block.needs())));
        } else if (block.stays()) {
            shell.stay(block);
            told.add("started %s".formatted(block));
        } else {
            shell.run(block);
            told.add("ran     %s".formatted(block));
        }
    }
}
