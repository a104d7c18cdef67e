package dev.understudy.runtime.replay.intake;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertStatus;
import dev.understudy.domain.alert.KeyedAlert;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.runtime.client.BlockingDecoder;
import dev.understudy.serde.Decoding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/** Decodes records and keeps the alerts that are meant, no more than asked for. For use by one thread. */
final class Chooser {
    private final BlockingDecoder decoder;
    private final Selection selection;
    private final Set<String> answeredWell;
    private final PriorityQueue<ReplayedAlert> oldest = new PriorityQueue<>(ReplayedAlert.OLDEST_FIRST.reversed());
    private final Set<String> kept = new HashSet<>();
    private int resolved;
    private int unreadable;
    private int beyond;

    /** @param answeredWell requests that are left out: production answered them */
    Chooser(BlockingDecoder decoder, Selection selection, Set<String> answeredWell) {
        this.decoder = decoder;
        this.selection = selection;
        this.answeredWell = answeredWell;
    }

    void look(RawRecord record) {
        Decoding decoding = decoder.decode(record);
        if (decoding instanceof Decoding.Decoded decoded) {
            unreadable += decoded.unreadable().size();
            decoded.alerts().forEach(this::look);
        } else {
            unreadable++;
        }
    }

    private void look(KeyedAlert keyed) {
        Alert alert = keyed.alert();
        ReplayedAlert replayed = new ReplayedAlert(keyed.original().origin(), alert);
        boolean meant =
                selection.fingerprints().isEmpty() || selection.fingerprints().contains(alert.fingerprint());
        if (!meant || answeredWell.contains(replayed.requestId())) {
            return;
        }
        if (alert.status() == AlertStatus.RESOLVED) {
            resolved++;
        } else if (kept.add(replayed.requestId())) {
            oldest.add(replayed);
        }
        if (oldest.size() > selection.atMost()) {
            kept.remove(oldest.remove().requestId());
            beyond++;
        }
    }

    Chosen chosen() {
        List<ReplayedAlert> alerts = new ArrayList<>(oldest);
        alerts.sort(ReplayedAlert.OLDEST_FIRST);
        return new Chosen(alerts, resolved, unreadable, beyond);
    }
}
