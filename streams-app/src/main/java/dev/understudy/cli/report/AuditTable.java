package dev.understudy.cli.report;

import dev.understudy.cli.options.PrintableText;
import dev.understudy.runtime.audit.AuditReport;
import dev.understudy.runtime.audit.CallFigures;
import dev.understudy.runtime.audit.Offence;
import dev.understudy.runtime.audit.Offences;
import dev.understudy.runtime.audit.Verdict;
import dev.understudy.runtime.client.TimeRange;
import java.util.Locale;

/** What an audit found as text: counts, calls, and what is wrong. */
final class AuditTable {
    private final StringBuilder text = new StringBuilder();

    private AuditTable() {}

    static String of(AuditReport report) {
        AuditTable table = new AuditTable();
        table.sent(report);
        table.ends(report);
        table.calls(report.calls());
        report.offences().forEach(table::offences);
        table.line(report.addsUp() ? "It adds up." : "It does not add up.");
        return table.text.toString();
    }

    private void sent(AuditReport report) {
        line(report.sent().alerts() + " alerts and " + report.sent().notUnderstood()
                + " that were not understood, sent " + range(report.range()));
        line("");
    }

    private static String range(TimeRange range) {
        String since = range.since() == null ? "since the beginning of the topic" : "since " + range.since();
        return range.until() == null ? since : since + " and before " + range.until();
    }

    private void ends(AuditReport report) {
        report.ends().answered().forEach((outcome, count) -> row(count, "answered: " + outcome));
        for (Verdict verdict : Verdict.values()) {
            long count = report.ends().of(verdict);
            if (verdict == Verdict.PARKED) {
                report.ends().parkedIn().forEach((topic, parked) -> row(parked, verdict.sentence() + " in " + topic));
            } else if (verdict != Verdict.ANSWERED && count > 0) {
                row(count, verdict.sentence());
            }
        }
        if (report.answersWithoutAlert() > 0) {
            row(report.answersWithoutAlert(), "more were answered, and the topic does not hold them any more");
        }
        line("");
    }

    private void calls(CallFigures calls) {
        line(String.format(
                Locale.ROOT, "calls for an alert: %.2f on average, %d at most", calls.average(), calls.highest()));
        calls.distribution().forEach((bucket, alerts) -> {
            if (alerts > 0) {
                row(alerts, "alerts with " + (bucket.endsWith("-") ? bucket.replace("-", " or more") : bucket));
            }
        });
        line("wasted calls: " + calls.abandoned() + " lost in a crash (ABANDONED), " + calls.hedgesLost()
                + " hedges lost (HEDGE_LOST)");
        line("");
    }

    private void offences(Offence.Kind kind, Offences offences) {
        line(kind.sentence() + ": " + offences.count());
        for (Offence offence : offences.first()) {
            String fingerprint = offence.fingerprint() == null ? "-" : PrintableText.line(offence.fingerprint());
            line("  " + offence.at() + ", request " + offence.requestId() + ", fingerprint " + fingerprint + ": "
                    + offence.what());
        }
        long more = offences.count() - offences.first().size();
        if (more > 0) {
            line("  ... and " + more + " more");
        }
        line("");
    }

    private void row(long count, String what) {
        text.append(String.format(Locale.ROOT, "%10d  %s%n", count, what));
    }

    private void line(String line) {
        text.append(line).append(System.lineSeparator());
    }
}
