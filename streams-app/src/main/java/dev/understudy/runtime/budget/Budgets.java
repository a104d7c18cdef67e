package dev.understudy.runtime.budget;

import dev.understudy.budget.Allowance;
import dev.understudy.budget.BudgetState;
import dev.understudy.budget.Lessee;
import dev.understudy.config.BudgetConfig;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.metrics.BudgetMetrics;
import dev.understudy.runtime.kafka.StartupException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daily budgets of this instance, and the thread that keeps them to the ledger; without any budget there is neither
 * thread nor client. Thread-safe. Closing gives back what was leased and not spent: close it after the last call.
 */
public final class Budgets implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Budgets.class);
    private static final Duration ROUND = Duration.ofMillis(100);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(5);

    /** The ledger, and who alone uses it. */
    private record Keeper(LedgerLog log, Thread thread) {}

    private final Map<String, Allowance> allowances = new LinkedHashMap<>();
    private final Map<String, LocalDate> reported = new HashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable Keeper keeper;
    private boolean failing;

    private Budgets() {}

    /**
     * Reads the ledger and begins to keep to it.
     *
     * @param instance name of this instance
     * @param clock tells the day
     * @throws StartupException when the ledger cannot be read
     */
    public static Budgets start(UnderstudyConfig config, String instance, BudgetMetrics metrics, Clock clock) {
        Budgets budgets = new Budgets();
        if (config.hasBudgets()) {
            budgets.open(config, instance, metrics, clock);
        }
        return budgets;
    }

    private void open(UnderstudyConfig config, String instance, BudgetMetrics metrics, Clock clock) {
        LedgerLog opened = new LedgerLog(config);
        config.providers().forEach((name, provider) -> {
            BudgetConfig budget = provider.budget();
            if (budget != null) {
                Allowance allowance = new Allowance(budget, clock, opened::wakeUp);
                allowances.put(name, allowance);
                metrics.watch(name, allowance::state);
            }
        });
        String holder = instance + "/" + UUID.randomUUID();
        Lessee lessee = new Lessee(holder, allowances, clock);
        try {
            lessee.read(opened.readToEnd());
        } catch (StartupException e) {
            opened.close();
            throw e;
        }
        Thread thread = new Thread(() -> keep(opened, lessee), "understudy-budgets");
        thread.setDaemon(true);
        thread.start();
        keeper = new Keeper(opened, thread);
    }

    private void keep(LedgerLog opened, Lessee lessee) {
        try (opened) {
            Duration pause = Duration.ZERO;
            while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = round(opened, lessee) ? Duration.ZERO : AFTER_FAILURE;
            }
            lessee.settle().forEach(opened::append);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean round(LedgerLog opened, Lessee lessee) {
        try {
            lessee.read(opened.read(ROUND));
            lessee.asks().forEach(opened::append);
            allowances.forEach((provider, allowance) -> report(provider, allowance.state()));
            if (failing) {
                failing = false;
                LOG.atInfo().log("the ledger of budgets can be read again");
            }
            return true;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.atWarn().setCause(e).log("the ledger of budgets cannot be read; tried again every second");
            }
            failing = true;
            return false;
        }
    }

    /** Once a day. */
    private void report(String provider, BudgetState state) {
        if (state.exhausted() && !state.day().equals(reported.put(provider, state.day()))) {
            LOG.atWarn()
                    .addKeyValue("provider", provider)
                    .addKeyValue("day", state.day())
                    .addKeyValue("usdPerDay", dollars(state.limitMicros()))
                    .addKeyValue("shadow", state.shadow())
                    .log(
                            state.shadow()
                                    ? "The budget of the day would be used up; calls go on, for it is in shadow mode."
                                    : "The budget of the day is used up: the provider gets no calls until midnight UTC.");
        }
    }

    /** What may be spent, by provider; none for those without a budget. */
    public Map<String, Allowance> allowances() {
        return Map.copyOf(allowances);
    }

    /** How the budgets stand for the health page, by provider: texts, numbers and maps only. */
    public Map<String, Map<String, Object>> lines() {
        Map<String, Map<String, Object>> lines = new LinkedHashMap<>();
        allowances.forEach((provider, allowance) -> {
            BudgetState state = allowance.state();
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("day", state.day().toString());
            line.put("usdPerDay", dollars(state.limitMicros()));
            line.put("spentHere", dollars(state.spentMicros()));
            line.put("leasedHere", dollars(state.leasedMicros()));
            line.put("left", dollars(state.leftMicros()));
            line.put("exhausted", state.exhausted());
            line.put("shadow", state.shadow());
            lines.put(provider, line);
        });
        return lines;
    }

    private static String dollars(long micros) {
        return BigDecimal.valueOf(micros, 6).toPlainString();
    }

    @Override
    public void close() {
        stopped.countDown();
        if (keeper == null) {
            return;
        }
        keeper.log().wakeUp();
        try {
            keeper.thread().join(STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
