package dev.understudy.demo;

import dev.understudy.demo.load.AlertTexts;
import dev.understudy.demo.record.DemoReport;
import dev.understudy.demo.record.Spread;
import dev.understudy.demo.record.Verdict;
import dev.understudy.demo.screen.Screen;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run from an empty folder to the exit code: sets the stage, plays the show, tells the result, clears up. */
final class DemoRun {
    private static final Logger LOG = LoggerFactory.getLogger(DemoRun.class);
    private static final int LISTED = 20;

    private final DemoOptions options;
    private final Screen screen;
    private final DemoFolder folder;
    private final Show.Cue cue;
    private final AtomicReference<@Nullable Stage> stage = new AtomicReference<>();
    /** Below 0 while the show goes on. */
    private volatile int exitCode = -1;

    DemoRun(DemoOptions options, Screen screen, DemoFolder folder, Show.Cue cue) {
        this.options = options;
        this.screen = screen;
        this.folder = folder;
        this.cue = cue;
    }

    /** Returns the exit code. */
    int run(AlertTexts texts) throws InterruptedException {
        Thread hook = new Thread(this::clear, "demo-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return play(texts);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("the demo could not be played");
            folder.keepLog();
            screen.verdict(false, "understudy: " + e.getMessage());
            screen.line("log: " + folder.log());
            return 1;
        } finally {
            close();
            removeHook(hook);
        }
    }

    private int play(AlertTexts texts) throws InterruptedException {
        screen.line("Understudy demo. Everything runs on this machine; no key is needed, no provider is called.");
        long began = System.nanoTime();
        Stage set = Stage.set(folder.path());
        stage.set(set);
        screen.line("Kafka at %s, %d providers, enricher and fallback consumer: up in %.1f s"
                .formatted(
                        set.addresses().get("broker"),
                        set.providers().size(),
                        Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0));
        Show.Result result = new Show(set, options, screen, cue).play(texts);
        tell(result);
        if (options.report() != null) {
            result.report().write(options.report());
        }
        exitCode = result.verdict().isGood() ? 0 : 1;
        if (options.keep()) {
            keep(set);
        }
        return exitCode;
    }

    private void tell(Show.Result result) {
        DemoReport report = result.report();
        screen.headline(
                "What came of it",
                "Counted by reading the topics from their beginning, committed records only, against what was sent.");
        screen.line("  sent %d   enriched %d   closed without a call %d   dead letters %d   calls %d"
                .formatted(report.sent(), report.enriched(), report.closed(), report.deadLettered(), report.calls()));
        screen.line("  degraded %d   upgraded %d%s"
                .formatted(
                        report.degraded(),
                        report.upgraded(),
                        report.superseded() == 0
                                ? ""
                                : " (" + report.superseded() + " of them closed: the alert was over)"));
        screen.line(spread("failover", report.failoverMillis(), "from the first failed call to another's answer"));
        screen.line(spread("added   ", report.addedMillis(), "from send to answer, less the provider's own time"));
        Verdict verdict = result.verdict();
        list("lost", verdict.lost());
        list("duplicate", verdict.duplicates());
        list("never upgraded", verdict.unfinished());
        screen.line("");
        screen.verdict(verdict.isGood(), "lost %d, duplicates %d".formatted(report.lost(), report.duplicates()));
        if (!verdict.isGood()) {
            folder.keepLog();
            screen.line("log: " + folder.log());
        }
    }

    private static String spread(String name, Spread spread, String explanation) {
        return "  %s p50 %d ms, p99 %d ms   (%s; %d alerts)"
                .formatted(name, spread.p50(), spread.p99(), explanation, spread.samples());
    }

    private void list(String what, List<String> requests) {
        requests.stream().limit(LISTED).forEach(request -> screen.line("  " + what + ": " + request));
        if (requests.size() > LISTED) {
            screen.line("  " + what + ": and " + (requests.size() - LISTED) + " more");
        }
    }

    private void keep(Stage set) throws InterruptedException {
        screen.line("");
        set.addresses().forEach((name, address) -> screen.line("  %-10s %s".formatted(name, address)));
        screen.line("  %-10s %s".formatted("config", folder.path().resolve("understudy.yaml")));
        screen.line("running; Ctrl-C ends it");
        new CountDownLatch(1).await();
    }

    /** Ctrl-C: everything is stopped and deleted while the JVM waits for it. */
    private void clear() {
        close();
        folder.close();
        if (exitCode >= 0) {
            // A JVM that ends by a signal reports the signal; this one reports how the show went.
            Runtime.getRuntime().halt(exitCode);
        }
    }

    private void close() {
        Stage set = stage.getAndSet(null);
        if (set != null) {
            set.close();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.atDebug().log("the process is ending already");
        }
    }
}
