package dev.understudy.runtime.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.domain.alert.AlertBody;
import dev.understudy.domain.alert.AlertFormat;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.RecordRef;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A JSON text of an input and the line on which it begins.
 *
 * @param line counted from 1
 */
public record NumberedText(int line, String text) {
    /** Decodes it; no record holds it yet, so the line stands for the offset. */
    public AlertBody decode(AlertFormat format, String topic, Instant now) {
        RecordRef reference = new RecordRef(topic, 0, line, now, 0);
        return format.read(new RawRecord(reference, null, text.getBytes(UTF_8), List.of()));
    }

    /**
     * The texts of an input again and again.
     *
     * @param open gives the input from its beginning; each is read to its end before the next is asked for
     * @param passes how often; 0 for ever, unless there is nothing in it
     * @param atEachPass told when a pass begins
     */
    public static Iterable<NumberedText> repeated(Supplier<BufferedReader> open, int passes, Runnable atEachPass) {
        return () -> new Passes(open, passes, atEachPass);
    }

    /**
     * The texts of an input: one a line, blank lines left out. When the first line opens more than it closes, each text
     * goes on until all is closed, over as many lines as that takes. Read as it is consumed, once.
     */
    public static Iterable<NumberedText> of(BufferedReader input) {
        return () -> new Texts(input);
    }

    private static final class Passes implements Iterator<NumberedText> {
        private final Supplier<BufferedReader> open;
        private final int passes;
        private final Runnable atEachPass;
        private int begun;
        private Iterator<NumberedText> pass = Collections.emptyIterator();

        Passes(Supplier<BufferedReader> open, int passes, Runnable atEachPass) {
            this.open = open;
            this.passes = passes;
            this.atEachPass = atEachPass;
        }

        @Override
        public boolean hasNext() {
            // A pass without a text is the last: there is nothing in it.
            if (!pass.hasNext() && (passes == 0 || begun < passes)) {
                begun++;
                atEachPass.run();
                pass = of(open.get()).iterator();
            }
            return pass.hasNext();
        }

        @Override
        public NumberedText next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return pass.next();
        }
    }

    private static final class Texts implements Iterator<NumberedText> {
        /** A bracket that nobody closes takes no more than this with it, in characters. */
        private static final int LONGEST = 16 * 1024 * 1024;

        private static final String BYTE_ORDER_MARK = "\uFEFF";

        private final BufferedReader input;
        private int line;
        private boolean first = true;
        private boolean overManyLines;
        private @Nullable NumberedText next;

        Texts(BufferedReader input) {
            this.input = input;
        }

        @Override
        public boolean hasNext() {
            if (next == null) {
                next = read();
            }
            return next != null;
        }

        @Override
        public NumberedText next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            NumberedText text = next;
            next = null;
            return text;
        }

        private @Nullable NumberedText read() {
            try {
                String text = readLine();
                while (text != null && text.isBlank()) {
                    text = readLine();
                }
                if (text == null) {
                    return null;
                }
                int began = line;
                OpenBrackets open = new OpenBrackets();
                open.read(text);
                overManyLines |= first && open.any();
                first = false;
                return new NumberedText(began, overManyLines ? closed(text, open) : text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private String closed(String text, OpenBrackets open) throws IOException {
            StringBuilder whole = new StringBuilder(text);
            while (open.any() && whole.length() < LONGEST) {
                String more = readLine();
                if (more == null) {
                    break;
                }
                whole.append('\n').append(more);
                open.read(more);
            }
            return whole.toString();
        }

        private @Nullable String readLine() throws IOException {
            String text = input.readLine();
            line++;
            return text != null && line == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        }
    }

    /** Counts what JSON opens and does not close. A string that a line leaves open is broken, and ends with the line. */
    private static final class OpenBrackets {
        private int depth;

        void read(String text) {
            boolean inString = false;
            for (int i = 0; i < text.length(); i++) {
                char next = text.charAt(i);
                if (inString) {
                    i += next == '\\' ? 1 : 0;
                    inString = next != '"';
                } else if (next == '"') {
                    inString = true;
                } else if (next == '{' || next == '[') {
                    depth++;
                } else if (next == '}' || next == ']') {
                    depth--;
                }
            }
        }

        boolean any() {
            return depth > 0;
        }
    }
}
