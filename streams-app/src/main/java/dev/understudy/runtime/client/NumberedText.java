package dev.understudy.runtime.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A JSON text of an input and the line on which it begins.
 *
 * @param line counted from 1
 */
public record NumberedText(int line, String text) {
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * The texts of an input: one a line, blank lines left out. An input whose first line opens more than it closes is
     * one text over many lines. Read as it is consumed, once.
     */
    public static Iterable<NumberedText> of(BufferedReader input) {
        return () -> new Texts(input);
    }

    private static final class Texts implements Iterator<NumberedText> {
        private final BufferedReader input;
        private int line;
        private boolean first = true;
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
                String text = input.readLine();
                line++;
                while (text != null && text.isBlank()) {
                    text = input.readLine();
                    line++;
                }
                if (text == null) {
                    return null;
                }
                int began = line;
                if (first && isOpen(text)) {
                    StringBuilder rest = new StringBuilder(text);
                    for (String more = input.readLine(); more != null; more = input.readLine()) {
                        rest.append('\n').append(more);
                    }
                    text = rest.toString();
                }
                first = false;
                return new NumberedText(began, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static boolean isOpen(String text) throws IOException {
            try (JsonParser parser = JSON.createParser(text)) {
                while (parser.nextToken() != null) {
                    parser.skipChildren();
                }
                return false;
            } catch (JsonEOFException e) {
                return true;
            } catch (IOException e) {
                return false;
            }
        }
    }
}
