package dev.understudy.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A fenced block of a page.
 *
 * @param page file name within the checkout
 * @param line of its fence, from 1
 * @param language the first word after the fence, which a page shows as colours
 * @param mark the other words after it, which a page does not show
 */
record PageBlock(String page, long line, String language, String mark, String text) {
    /** The checkout. */
    static final Path HOME = Path.of("..");

    /** Runs until it is stopped; what comes after it needs it. */
    static final String STAYS = "stays";

    /** What a block may need that a test has not, after {@code needs=}. */
    static final Set<String> NEEDS = Set.of(
            "maven", // builds, or runs the tests
            "docker", // an engine, and images
            "keys", // accounts with real providers
            "cluster", // hosts, files and accounts of one's own
            "record", // a record that is there by chance, or was of another day
            "minutes"); // takes longer than a test may

    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(\\w*) *([^\\n]*)\\n(.*?)^ *```$");

    boolean isShell() {
        return language.equals("sh");
    }

    boolean stays() {
        return mark.equals(STAYS);
    }

    /** What it needs that a test has not; empty when it can be run. */
    List<String> needs() {
        return mark.startsWith("needs=")
                ? List.of(mark.substring("needs=".length()).split(","))
                : List.of();
    }

    /** Whether the mark is one that this class knows, and on a block that is run. */
    boolean knownMark() {
        return mark.isEmpty() || (isShell() && (stays() || (!needs().isEmpty() && NEEDS.containsAll(needs()))));
    }

    @Override
    public String toString() {
        return page + ":" + line;
    }

    /** All blocks of all pages, those of the README first. */
    static List<PageBlock> all() {
        return pages().stream()
                .flatMap(page -> of(HOME.relativize(page).toString(), read(page)))
                .toList();
    }

    static Stream<PageBlock> of(String page, String text) {
        return BLOCK.matcher(text)
                .results()
                .map(block -> new PageBlock(
                        page,
                        text.substring(0, block.start()).lines().count() + 1,
                        block.group(1),
                        block.group(2).strip(),
                        block.group(3)));
    }

    /** A page without its blocks. */
    static String prose(String text) {
        return BLOCK.matcher(text).replaceAll((MatchResult block) -> "");
    }

    /** The pages, that of the first steps first. */
    static List<Path> pages() {
        return Stream.concat(
                        Stream.of("README.md", "CONTRIBUTING.md", "schemas/README.md", "examples/README.md")
                                .map(HOME::resolve),
                        Stream.of("docs", "deploy")
                                .map(HOME::resolve)
                                .filter(Files::isDirectory)
                                .flatMap(PageBlock::below))
                .toList();
    }

    private static Stream<Path> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(path -> path.toString().endsWith(".md"))
                    .filter(path -> !path.toString().contains("node_modules"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path page) {
        try {
            return Files.readString(page, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
