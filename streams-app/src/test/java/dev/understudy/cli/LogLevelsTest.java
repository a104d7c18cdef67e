package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class LogLevelsTest {
    /** They print whole requests, keys included. */
    private static final List<String> TALKATIVE =
            List.of("org.apache.hc.client5.http.wire", "org.apache.hc.client5.http.headers");

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Map<Logger, Level> before = context.getLoggerList().stream()
            .filter(logger -> logger.getLevel() != null)
            .collect(Collectors.toMap(logger -> logger, Logger::getLevel));

    @AfterEach
    void restore() {
        context.getLoggerList().forEach(logger -> logger.setLevel(before.get(logger)));
    }

    @ParameterizedTest
    @CsvSource({"OPERATOR, true", "OPERATOR, false", "CALLER, true", "CALLER, false"})
    void shouldNeverLogRequestsToProviders(LogLevels.Audience audience, boolean verbose) {
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.TRACE);

        LogLevels.apply(audience, verbose);

        for (String name : TALKATIVE) {
            assertThat(context.getLogger(name).isErrorEnabled()).as(name).isFalse();
        }
        assertThat(context.getLogger("org.apache.hc.client5.http.impl.async").isInfoEnabled())
                .isFalse();
        assertThat(context.getLogger("dev.understudy.provider.HttpExchange").isDebugEnabled())
                .isEqualTo(verbose);
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.apache.hc.client5.http.wire", "org.apache.hc.client5.http.headers"})
    void shouldKeepThemOffInTheShippedFileToo(String name) throws JoranException {
        assertThat(shipped().getLogger(name).getLevel()).isEqualTo(Level.OFF);
    }

    @Test
    void shouldNotReportClosedClientsAsErrors() throws JoranException {
        assertThat(shipped().getLogger("org.apache.hc.core5.reactor").isErrorEnabled())
                .isFalse();
    }

    private static LoggerContext shipped() throws JoranException {
        LoggerContext fresh = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(fresh);
        configurator.doConfigure(new File("src/main/resources/logback.xml"));
        return fresh;
    }
}
