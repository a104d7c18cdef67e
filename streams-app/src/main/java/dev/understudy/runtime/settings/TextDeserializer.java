package dev.understudy.runtime.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import dev.understudy.config.ConfigException;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.function.Function;

/** Reads a type that is one text. */
final class TextDeserializer<T> extends StdDeserializer<T> {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // Jackson's base is serializable; ours is never serialized
    private final Function<String, T> parse;

    TextDeserializer(Class<T> type, Function<String, T> parse) {
        super(type);
        this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.currentToken().isScalarValue()) {
            return readAs(parser, context);
        }
        String text = parser.getText();
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException | ConfigException e) {
            return refuse(context, text);
        }
    }

    @SuppressWarnings("unchecked")
    private T readAs(JsonParser parser, DeserializationContext context) throws IOException {
        return (T) context.handleUnexpectedToken(handledType(), parser);
    }

    @SuppressWarnings("unchecked")
    private T refuse(DeserializationContext context, String text) throws IOException {
        return (T) context.handleWeirdStringValue(handledType(), text, "unreadable");
    }
}
