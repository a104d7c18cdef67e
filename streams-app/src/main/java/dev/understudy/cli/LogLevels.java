package dev.understudy.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ParseResult;

/** How much is logged: {@code run} tells what it does, the other commands keep quiet. */
final class LogLevels {
    /** Warns of each connection that fails, several times a second. */
    private static final String CONNECTIONS = "org.apache.kafka.clients.NetworkClient";

    private LogLevels() {}

    /** Who reads the log. */
    enum Audience {
        /** Of a process that stays. */
        OPERATOR,
        /** Of a command that ends. */
        CALLER;

        static Audience of(ParseResult result) {
            return result.hasSubcommand()
                            && result.subcommand().commandSpec().name().equals("run")
                    ? OPERATOR
                    : CALLER;
        }
    }

    static void apply(Audience audience, boolean verbose) {
        Level quiet = audience == Audience.OPERATOR ? Level.WARN : Level.OFF;
        Level clients = verbose ? Level.INFO : quiet;
        set("org.apache.kafka", clients);
        set("io.confluent", clients);
        // A start that finds no broker says so in one line.
        set(CONNECTIONS, verbose ? clients : Level.OFF);
        // The HTTP client logs the headers of each request, the key among them, in whatever way DEBUG came about.
        set("org.apache.hc", Level.WARN);
        set("org.apache.hc.client5.http.wire", Level.OFF);
        set("org.apache.hc.client5.http.headers", Level.OFF);
        set("org.apache.hc.core5.reactor", Level.OFF);
        Level own = audience == Audience.OPERATOR ? Level.INFO : Level.WARN;
        set("dev.understudy", verbose ? Level.DEBUG : own);
        // A command that tries providers prints itself what they said.
        set("dev.understudy.provider", verbose ? Level.DEBUG : audience == Audience.OPERATOR ? Level.INFO : Level.OFF);
    }

    /** The process runs: from now on, connections that fail are news. */
    static void running() {
        if (LoggerFactory.getLogger(CONNECTIONS) instanceof Logger logger) {
            logger.setLevel(null); // as its parent
        }
    }

    private static void set(String name, Level level) {
        if (LoggerFactory.getLogger(name) instanceof Logger logger) {
            logger.setLevel(level);
        }
    }
}
