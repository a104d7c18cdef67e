package dev.understudy.runtime.kafka;

import dev.understudy.config.UnderstudyConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** The name of this instance among those that share the work: {@code instance-id}, or the name of the host. */
public final class InstanceName {
    private static final Pattern NOT_ALLOWED = Pattern.compile("[^a-zA-Z0-9._-]");

    private InstanceName() {}

    /** The name, made of letters, digits, dots, dashes and underscores. */
    public static String of(UnderstudyConfig config) {
        String given = config.instanceId();
        return NOT_ALLOWED.matcher(given == null ? hostName() : given).replaceAll("-");
    }

    private static String hostName() {
        String name = System.getenv().getOrDefault("HOSTNAME", "");
        if (!name.isBlank()) {
            return name;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
