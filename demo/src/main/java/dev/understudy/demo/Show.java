package dev.understudy.demo;

import dev.understudy.demo.load.AlertSender;
import dev.understudy.demo.load.AlertTexts;
import dev.understudy.demo.load.SentAlert;
import dev.understudy.demo.record.DemoReport;
import dev.understudy.demo.record.LiveRecords;
import dev.understudy.demo.record.RunRecords;
import dev.understudy.demo.record.TopicReader;
import dev.understudy.demo.record.Verdict;
import dev.understudy.demo.screen.Scene;
import dev.understudy.demo.screen.Screen;
import dev.understudy.sandbox.provider.ScriptedProvider;
import dev.understudy.sandbox.script.Behaviour;
import dev.understudy.sandbox.script.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Plays the acts on a stage, and counts what came of every alert. For one run on one thread. */
final class Show {
    private static final Duration TICK = Duration.ofMillis(20);
    private static final Duration REDRAW = Duration.ofMillis(100);
    /** Time for answers that must not come. */
    private static final Duration SETTLE = Duration.ofSeconds(1);

    private static final Duration WARM_WITHIN = Duration.ofSeconds(10);

    private final Stage stage;
    private final DemoOptions options;
    private final Screen screen;
    private final Cue cue;
    private long began = System.nanoTime();
    private long drawn;

    /** What happens when an act begins, besides the act. */
    @FunctionalInterface
    interface Cue {
        /** Nothing. */
        Cue NONE = (act, stage) -> {};

        void begins(Act act, Stage stage);
    }

    /** What the run came to. */
    record Result(Verdict verdict, DemoReport report) {}

    Show(Stage stage, DemoOptions options, Screen screen, Cue cue) {
        this.stage = stage;
        this.options = options;
        this.screen = screen;
        this.cue = cue;
    }

    /** Plays it from the first act to the verdict. */
    Result play(AlertTexts texts) {
        try (AlertSender sender = AlertSender.connect(stage.config(), texts);
                LiveRecords live = LiveRecords.start(stage.config())) {
            warmUp(sender, live);
            began = System.nanoTime();
            for (Act act : Act.values()) {
                screen.headline(act.title(), act.explanation());
                act.play(stage.providers());
                cue.begins(act, stage);
                send(act, sender, live);
                if (act != Act.THEY_COME_BACK) {
                    screen.last(scene(act, sender, live));
                }
            }
            sender.flush();
            List<SentAlert> sent = sender.sent();
            awaitLastWords(sent, sender, live);
            screen.last(scene(Act.THEY_COME_BACK, sender, live));
            return judge(sent, live.records());
        }
    }

    /**
     * Connections, classes and schemas: what only a process that has just begun pays for. Few calls fail, so that the
     * way to the other providers is warm too and no circuit breaker opens.
     */
    private void warmUp(AlertSender sender, LiveRecords live) {
        failNext(stage.providers().get(0), 2);
        failNext(stage.providers().get(1), 1);
        int sent = Math.max(1, options.rate());
        for (int i = 0; i < sent; i++) {
            sender.send(0);
            LockSupport.parkNanos(TICK.toNanos());
        }
        sender.flush();
        List<String> ids = sender.sent().stream().map(SentAlert::requestId).toList();
        long end = System.nanoTime() + WARM_WITHIN.toNanos();
        while (!live.records().haveEnded(ids) && System.nanoTime() < end) {
            LockSupport.parkNanos(TICK.toNanos());
        }
        screen.line("warm after the first %d alerts".formatted(ids.size()));
    }

    private static void failNext(ScriptedProvider provider, int calls) {
        Behaviour good = Behaviour.taking(provider.latency());
        provider.behave(
                Behaviour.failing(Fault.SERVER_ERROR)
                        .withLatency(provider.latency())
                        .forNext(calls),
                good);
    }

    private void send(Act act, AlertSender sender, LiveRecords live) {
        long start = System.nanoTime();
        long length = options.actLength().toNanos();
        long total = options.rate() * options.actLength().toMillis() / 1_000;
        int sent = 0;
        for (long passed = 0; passed < length; passed = System.nanoTime() - start) {
            for (; sent < total * passed / length; sent++) {
                sender.send(act.number());
            }
            tick(act, sender, live);
        }
    }

    private void awaitLastWords(List<SentAlert> sent, AlertSender sender, LiveRecords live) {
        List<String> ids = sent.stream().map(SentAlert::requestId).toList();
        long end = System.nanoTime() + options.patience().toNanos();
        while (!live.records().haveEnded(ids) && System.nanoTime() < end) {
            tick(Act.THEY_COME_BACK, sender, live);
        }
        for (long settled = System.nanoTime() + SETTLE.toNanos(); System.nanoTime() < settled; ) {
            tick(Act.THEY_COME_BACK, sender, live);
        }
    }

    private void tick(Act act, AlertSender sender, LiveRecords live) {
        long now = System.nanoTime();
        if (now - drawn >= REDRAW.toNanos()) {
            drawn = now;
            screen.show(scene(act, sender, live));
        }
        LockSupport.parkNanos(TICK.toNanos());
    }

    private Result judge(List<SentAlert> sent, RunRecords live) {
        try (TopicReader reader = TopicReader.connect(stage.config())) {
            RunRecords all = reader.readAll();
            Verdict verdict = Verdict.of(sent, all);
            return new Result(verdict, DemoReport.of(sent, all, live, verdict));
        }
    }

    private Scene scene(Act act, AlertSender sender, LiveRecords live) {
        RunRecords.Counts counts = live.records().counts();
        List<Scene.ProviderLine> providers = stage.providers().stream()
                .map(provider -> line(provider, counts.byProvider().getOrDefault(provider.name(), 0)))
                .toList();
        return new Scene(
                act.number(),
                Duration.ofNanos(System.nanoTime() - began),
                providers,
                sender.count(),
                new Scene.Waits(counts.parked(), counts.waiting()),
                new Scene.Degradations(counts.degraded(), counts.upgraded()));
    }

    private static Scene.ProviderLine line(ScriptedProvider provider, int answered) {
        @Nullable
        Fault fault = provider.behaviours().stream()
                .map(Behaviour::fault)
                .filter(found -> found != null)
                .findFirst()
                .orElse(null);
        return new Scene.ProviderLine(provider.name(), fault == null, Act.condition(fault), answered);
    }
}
