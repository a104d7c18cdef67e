package dev.understudy.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.BudgetConfig;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.AppProcess;
import dev.understudy.testing.CommandRun;
import dev.understudy.testing.Figures;
import dev.understudy.testing.Installation;
import dev.understudy.testing.LiveReader;
import dev.understudy.testing.TopicWatch;
import dev.understudy.testing.TwoProviders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A budget of two instances, one of which is killed and started again: no more is spent than the budget, one slice for
 * each instance that lives, and the price of the calls that were in flight at the kill. Then the next provider is asked,
 * and the figures of answers, attempts and the command agree.
 */
@Tag("guarantees")
class BudgetIT {
    private static final BudgetConfig BUDGET = new BudgetConfig(new BigDecimal("6.00"), false);
    private static final int INSTANCES = 2;
    private static final int PER_SECOND = 80;
    private static final int AFTERWARDS = 100;
    private static final Duration ATTEND = Duration.ofMinutes(2);
    private static final String PRICE = "price: {input-per-million: 2.50, output-per-million: 10}, ";

    @Test
    void shouldSpendNoMoreThanTheBudgetAndASliceForEachInstanceThoughOneIsKilled(@TempDir Path folder) {
        String settings = TwoProviders.SETTINGS
                .replace("base-url: \"${stand-in}\"", PRICE + "base-url: \"${stand-in}\"")
                .replace(
                        "base-url: \"${lead}\"",
                        PRICE + "budget: {usd-per-day: " + BUDGET.usdPerDay() + "}, base-url: \"${lead}\"");
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.CHILD)) {
            Installation installation = Installation.create(sandbox, folder, 4, settings);
            try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    LiveReader reader = LiveReader.start(installation.config())) {
                AppProcess survivor = start(installation, "i0");
                AppProcess victim = start(installation, "i1");
                SteadyLoad steady = SteadyLoad.start(load, "budget-", PER_SECOND);
                reader.await(
                        "both instances spend", ATTEND, seen -> answers(seen, "i0") > 50 && answers(seen, "i1") > 50);
                victim.kill();
                assertThat(page(survivor)).as("the kill came in time").contains("\"exhausted\":false");
                AppProcess again = start(installation, "i1");
                for (AppProcess app : List.of(survivor, again)) {
                    Awaitility.await("the budget is used up").atMost(ATTEND).until(() -> page(app)
                            .contains("\"exhausted\":true"));
                }
                List<String> sent = new ArrayList<>(steady.end());
                List<String> afterwards = load.send("afterwards-", AFTERWARDS, PER_SECOND);
                sent.addAll(afterwards);
                reader.await("a last word for every alert", ATTEND, seen -> seen.answered(1)
                        .containsAll(sent));
                for (AppProcess app : List.of(survivor, again)) {
                    assertThat(app.stop(Duration.ofSeconds(30))).as(app.log()).isZero();
                }

                try (TopicWatch watch = new TopicWatch(installation.config()).toEnd()) {
                    assertBudgetHeld(watch.attempts(), sandbox.provider("lead").calls());
                    assertRoutedAround(watch.attempts(), afterwards);
                    assertFiguresAgree(watch, installation);
                }
                Aftermath.verify("a budget, one of two killed", installation, reader, sent);
            }
        }
    }

    private static AppProcess start(Installation installation, String instance) {
        return AppProcess.start(installation, instance, "enricher,fallback").awaitReady();
    }

    private static long answers(LiveReader reader, String instance) {
        return reader.answers().stream()
                .filter(answer -> answer.instance().equals(instance) && "lead".equals(answer.provider()))
                .count();
    }

    private static String page(AppProcess app) {
        try {
            return app.page("/health/ready");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertBudgetHeld(List<ProviderAttempt> attempts, long received) {
        List<ProviderAttempt> calls = attempts.stream()
                .filter(attempt -> attempt.called() && attempt.provider().equals("lead"))
                .toList();
        long dearest = calls.stream()
                .map(ProviderAttempt::costUsdMicros)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .max()
                .orElseThrow();
        long days = calls.stream()
                .map(call -> LocalDate.ofInstant(call.startedAt(), ZoneOffset.UTC))
                .distinct()
                .count();
        long priced =
                calls.stream().filter(call -> call.costUsdMicros() != null).count();
        long spent = micros(calls.stream());
        // What the provider bills and no record tells the price of, was in flight at the kill.
        long lost = (received - priced) * dearest;
        List<ProviderAttempt> refusals = attempts.stream()
                .filter(attempt -> attempt.failure() == FailureReason.BUDGET_EXHAUSTED)
                .toList();
        long tooSoon = refusals.stream()
                .filter(refusal -> refusal.retryAfter() == null)
                .count();
        long budget = days * BUDGET.micros();
        long slices = INSTANCES * BUDGET.sliceMicros();
        Figures.row(
                "a budget of $%s, two instances, one killed and started again".formatted(BUDGET.usdPerDay()),
                "spent $%s, with the calls in flight at the kill $%s; at most: budget $%s + one slice for each instance $%s + %d calls in flight $%s; %d of %d refusals because a lease was too slow"
                        .formatted(
                                dollars(spent),
                                dollars(spent + lost),
                                dollars(budget),
                                dollars(slices),
                                received - priced,
                                dollars(lost),
                                tooSoon,
                                refusals.size()));
        assertThat(received).as("calls in flight at the kill").isGreaterThan(priced);
        assertThat(spent + lost).as("what the provider bills").isLessThanOrEqualTo(budget + slices + lost);
        assertThat(spent).as("the budget was there to be spent").isGreaterThan(budget * 3 / 4);
    }

    private static void assertRoutedAround(List<ProviderAttempt> attempts, List<String> afterwards) {
        for (String request : afterwards) {
            assertThat(attempts.stream()
                            .filter(attempt -> attempt.requestId().equals(request))
                            .map(attempt -> attempt.provider() + " " + attempt.outcomeLabel()))
                    .containsExactly("lead " + FailureReason.BUDGET_EXHAUSTED.label(), "stand-in SUCCESS");
        }
    }

    /** Each attempt is in the answer with the last word, too; the command adds up the same. */
    private static void assertFiguresAgree(TopicWatch watch, Installation installation) {
        CommandRun cost = CommandRun.here(
                Map.of(),
                "cost",
                "--csv",
                "--by",
                "provider",
                "--config",
                installation.file("cost", 0).toString());
        assertThat(cost.exitCode()).as(cost.err()).isZero();
        for (String provider : List.of("lead", "stand-in")) {
            Predicate<ProviderAttempt> ofProvider =
                    attempt -> attempt.provider().equals(provider);
            long inAttempts = micros(watch.attempts().stream().filter(ofProvider));
            long inAnswers = micros(watch.answers().stream()
                    .filter(answer -> answer.revision() == 1)
                    .flatMap(answer -> answer.provenance().attempts().stream())
                    .filter(ofProvider));
            long inCommand = cost.out()
                    .lines()
                    .filter(row -> row.startsWith("\"" + provider + "\""))
                    .map(row -> new BigDecimal(row.split(",", -1)[5]).movePointRight(6))
                    .mapToLong(BigDecimal::longValueExact)
                    .sum();
            assertThat(inAttempts)
                    .as(provider)
                    .isPositive()
                    .isEqualTo(inAnswers)
                    .isEqualTo(inCommand);
            Figures.row(
                    "the same, what " + provider + " cost",
                    "$%s in incidents.attempts, $%s in the answers, $%s by understudy cost"
                            .formatted(dollars(inAttempts), dollars(inAnswers), dollars(inCommand)));
        }
    }

    private static long micros(Stream<ProviderAttempt> attempts) {
        return attempts.map(ProviderAttempt::costUsdMicros)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
    }

    private static String dollars(long micros) {
        return BigDecimal.valueOf(micros, 6).toPlainString();
    }
}
