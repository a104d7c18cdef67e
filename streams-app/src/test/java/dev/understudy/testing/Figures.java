package dev.understudy.testing;

import java.util.ArrayList;
import java.util.List;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * What the blows measured. Each row is printed when it is known, and all of them once more at the end of the run, as the
 * table of {@code docs/guarantees.md}. JUnit finds it as a service.
 */
public final class Figures implements TestExecutionListener {
    private static final List<String> ROWS = new ArrayList<>();

    /** Adds a row. */
    public static synchronized void row(String blow, String figures) {
        String row = "| " + blow + " | " + figures + " |";
        ROWS.add(row);
        System.out.println(row);
    }

    /** The same of a sentence that begins with the blow and a colon. */
    public static void tell(String sentence) {
        String[] parts = sentence.split(": ", 2);
        row(parts[0], parts[1]);
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        synchronized (Figures.class) {
            if (!ROWS.isEmpty()) {
                System.out.printf(
                        "%nMeasured on %d cores, %s %s, Java %s:%n%n| blow | measured |%n|---|---|%n%s%n",
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        System.getProperty("java.version"),
                        String.join(System.lineSeparator(), ROWS));
            }
        }
    }
}
