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
}
