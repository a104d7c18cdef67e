package dev.understudy.config;

/**
 * A setting is missing or wrong. The message begins with the path of the property, such as
 * {@code providers.openai.timeout}, and says what was expected.
 */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigException(String property, String problem) {
        super(property + ": " + problem);
    }

    private ConfigException(String message) {
        super(message);
    }

    /** The same problem seen from the owner of the property: the path grows at its front. */
    public ConfigException under(String owner) {
        return new ConfigException(owner + "." + getMessage());
    }

    /** The same problem with where it stands, such as {@code understudy.yaml:12}. */
    public ConfigException at(String place) {
        return new ConfigException(getMessage() + " (" + place + ")");
    }

    /** The path of the property, as the message begins. */
    public String property() {
        String message = String.valueOf(getMessage());
        int end = message.indexOf(": ");
        return end < 0 ? message : message.substring(0, end);
    }
}
