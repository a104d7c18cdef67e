package dev.understudy.cli.replay.page;

import dev.understudy.redaction.PlainText;

/**
 * Writes HTML that is XML too. Every text and every attribute value is escaped, and loses the characters that a reader
 * cannot see. Not thread-safe.
 */
final class Html {
    private final StringBuilder text = new StringBuilder();

    /** Begins an element; attributes are names and values in turn. */
    Html open(String tag, String... attributes) {
        return begin(tag, attributes).raw(">");
    }

    Html close(String tag) {
        return raw("</").raw(tag).raw(">");
    }

    /** An element that holds nothing. */
    Html empty(String tag, String... attributes) {
        return begin(tag, attributes).raw("/>");
    }

    /** An element that holds one text. */
    Html element(String tag, String content, String... attributes) {
        return open(tag, attributes).text(content).close(tag);
    }

    Html text(String content) {
        text.append(escaped(content));
        return this;
    }

    /** What another writer wrote. */
    Html append(Html other) {
        text.append(other.text);
        return this;
    }

    static String escaped(String content) {
        return PlainText.of(content)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private Html begin(String tag, String... attributes) {
        raw("<").raw(tag);
        for (int i = 0; i + 1 < attributes.length; i += 2) {
            raw(" ").raw(attributes[i]).raw("=\"").text(attributes[i + 1]).raw("\"");
        }
        return this;
    }

    private Html raw(String markup) {
        text.append(markup);
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
