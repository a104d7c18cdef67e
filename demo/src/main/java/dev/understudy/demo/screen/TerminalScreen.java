package dev.understudy.demo.screen;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** A block of status lines that is drawn over itself. Lines are shorter than 80 characters, so that none wraps. */
final class TerminalScreen implements Screen {
    private static final String ESCAPE = "\u001b[";
    private static final int BAR = 24;

    private enum Style {
        BOLD("1"),
        DIM("2"),
        RED("31"),
        GREEN("32"),
        YELLOW("33"),
        CYAN("36"),
        GREEN_BAR("42");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    private final PrintStream out;
    private final boolean colours;
    private int drawn;

    TerminalScreen(PrintStream out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    @Override
    public void line(String text) {
        print(List.of(text));
    }

    @Override
    public void headline(String title, String explanation) {
        print(List.of("", paint(Style.BOLD, title), paint(Style.DIM, "  " + explanation), ""));
    }

    @Override
    public void show(Scene scene) {
        StringBuilder block = new StringBuilder();
        if (drawn > 0) {
            block.append(ESCAPE).append(drawn).append('A');
        }
        List<String> lines = lines(scene);
        lines.forEach(line -> block.append(ESCAPE).append("2K").append(line).append('\n'));
        drawn = lines.size();
        out.print(block);
        out.flush();
    }

    @Override
    public void last(Scene scene) {
        show(scene);
        drawn = 0;
    }

    @Override
    public void verdict(boolean good, String text) {
        print(List.of(paint(Style.BOLD, paint(good ? Style.GREEN : Style.RED, text))));
    }

    private List<String> lines(Scene scene) {
        int most = Math.max(
                1,
                scene.providers().stream()
                        .mapToInt(Scene.ProviderLine::answered)
                        .max()
                        .orElse(1));
        List<String> lines = new ArrayList<>();
        scene.providers().forEach(provider -> lines.add(line(provider, most)));
        lines.add("  sent " + number(Style.BOLD, scene.sent()) + "  enriched " + number(Style.GREEN, scene.enriched())
                + "  parked " + number(Style.CYAN, scene.waits().parked()) + " ("
                + scene.waits().waiting() + " waiting)");
        lines.add("  degraded " + number(Style.YELLOW, scene.degradations().degraded()) + "  upgraded "
                + number(Style.GREEN, scene.degradations().upgraded())
                + paint(Style.DIM, "  %3d s".formatted(scene.elapsed().toSeconds())));
        return lines;
    }

    private String line(Scene.ProviderLine provider, int most) {
        int length = provider.answered() * BAR / most;
        String bar = colours ? paint(Style.GREEN_BAR, " ".repeat(length)) : "#".repeat(length);
        Style style = provider.up() ? Style.GREEN : Style.RED;
        return "  %-10.10s %s%s %5d  %s"
                .formatted(
                        provider.name(),
                        length == 0 ? "" : bar,
                        " ".repeat(BAR - length),
                        provider.answered(),
                        paint(style, "%.30s".formatted(provider.condition())));
    }

    private String number(Style style, int number) {
        return paint(style, "%5d".formatted(number));
    }

    private String paint(Style style, String text) {
        return colours ? ESCAPE + style.code + "m" + text + ESCAPE + "0m" : text;
    }

    private void print(List<String> lines) {
        drawn = 0;
        lines.forEach(out::println);
        out.flush();
    }
}
