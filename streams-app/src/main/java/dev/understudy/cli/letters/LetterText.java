package dev.understudy.cli.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.cli.options.PrintableText;
import dev.understudy.domain.alert.RawHeader;
import dev.understudy.runtime.letters.DeadLetter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A dead letter for humans. Control characters of the original never reach the terminal. */
final class LetterText {
    private static final String ROW = "%-10s  %-20s  %-20s  %-8s  %-32s  %9s  %s";
    private static final int MOST_BYTES = 4_096;
    private static final int BYTES_A_ROW = 16;

    private LetterText() {}

    static String head() {
        return ROW.formatted("ID", "TIME", "REASON", "STAGE", "CAME FROM", "BYTES", "KEY");
    }

    static String row(DeadLetter letter) {
        return ROW.formatted(
                letter.id(),
                letter.at().truncatedTo(ChronoUnit.SECONDS),
                PrintableText.line(letter.why().reason()),
                PrintableText.line(letter.why().stage()),
                PrintableText.line(letter.why().origin()),
                letter.valueBytes() + (letter.why().lost().isEmpty() ? "" : "+"),
                key(letter));
    }

    /** All of it; of a long value the first part. */
    static List<String> whole(DeadLetter letter) {
        DeadLetter.Why why = letter.why();
        List<String> lines = new ArrayList<>();
        lines.add("dead letter  " + letter.id() + ", written " + letter.at() + " by "
                + PrintableText.line(why.instance()));
        lines.add("reason       " + PrintableText.line(why.reason()) + " (" + PrintableText.line(why.stage()) + "): "
                + PrintableText.line(why.message()));
        lines.add("came from    " + PrintableText.line(why.origin()));
        lines.add("key          " + key(letter));
        if (letter.redrives() > 0) {
            lines.add("sent again   " + letter.redrives() + (letter.redrives() == 1 ? " time" : " times") + " before");
        }
        why.lost().forEach(part -> lines.add("not whole    only a part is kept of the " + PrintableText.line(part)));
        for (RawHeader header : letter.headers()) {
            byte[] value = header.value();
            lines.add("header       " + PrintableText.line(header.key()) + ": "
                    + (value == null ? "(null)" : PrintableText.line(new String(value, UTF_8))));
        }
        value(letter.value(), lines);
        return lines;
    }

    private static String key(DeadLetter letter) {
        byte[] key = letter.key();
        return key == null ? "(none)" : PrintableText.line(new String(key, UTF_8));
    }

    private static void value(byte @Nullable [] value, List<String> lines) {
        if (value == null) {
            lines.add("value        none (a tombstone)");
            return;
        }
        String text = text(value);
        lines.add("value        " + value.length + " bytes" + (text == null ? "" : " of text"));
        if (text == null) {
            for (int at = 0; at < Math.min(value.length, MOST_BYTES); at += BYTES_A_ROW) {
                lines.add(hex(value, at));
            }
        } else {
            String shown = text.substring(0, Math.min(text.length(), MOST_BYTES));
            shown.lines().forEach(line -> lines.add("  " + line.replaceAll("[\\p{Cc}\\p{Cf}]", " ")));
        }
        if (value.length > MOST_BYTES) {
            lines.add("... the rest with --raw");
        }
    }

    /** The text that the bytes are; null when they are none. */
    private static @Nullable String text(byte[] value) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
            return text.chars().allMatch(one -> one >= ' ' || one == '\t' || one == '\n' || one == '\r') ? text : null;
        } catch (CharacterCodingException binary) {
            return null;
        }
    }

    private static String hex(byte[] value, int from) {
        StringBuilder hex = new StringBuilder();
        StringBuilder text = new StringBuilder();
        for (int i = from; i < Math.min(value.length, from + BYTES_A_ROW); i++) {
            hex.append("%02x ".formatted(value[i]));
            text.append(value[i] >= ' ' && value[i] < 0x7f ? (char) value[i] : '.');
        }
        return "  %06x  %-48s %s".formatted(from, hex, text);
    }
}
