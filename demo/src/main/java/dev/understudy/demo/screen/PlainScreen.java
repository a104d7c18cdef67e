package dev.understudy.demo.screen;

import java.io.PrintStream;
import java.time.Duration;
import java.util.StringJoiner;

/** Lines for a file or a pipe: the state of the show every two seconds. */
final class PlainScreen implements Screen {
    private static final Duration GAP = Duration.ofSeconds(2);

    private final PrintStream out;
    private Duration next = Duration.ZERO;

    PlainScreen(PrintStream out) {
        this.out = out;
    }

    @Override
    public void line(String text) {
        print(text);
    }

    @Override
    public void headline(String title, String explanation) {
        print("");
        print(title);
        print("  " + explanation);
    }

    @Override
    public void show(Scene scene) {
        if (scene.elapsed().compareTo(next) >= 0) {
            last(scene);
        }
    }

    @Override
    public void last(Scene scene) {
        next = scene.elapsed().plus(GAP);
        print("  " + text(scene));
    }

    @Override
    public void verdict(boolean good, String text) {
        print(text);
    }

    private static String text(Scene scene) {
        StringJoiner by = new StringJoiner(", ", " (", ")").setEmptyValue("");
        scene.providers().stream()
                .filter(provider -> provider.answered() > 0)
                .forEach(provider -> by.add(provider.name() + " " + provider.answered()));
        return "%3d s  sent %d, enriched %d%s, parked %d (%d waiting), degraded %d, upgraded %d"
                .formatted(
                        scene.elapsed().toSeconds(),
                        scene.sent(),
                        scene.enriched(),
                        by,
                        scene.waits().parked(),
                        scene.waits().waiting(),
                        scene.degradations().degraded(),
                        scene.degradations().upgraded());
    }

    private void print(String text) {
        out.println(text);
        out.flush();
    }
}
