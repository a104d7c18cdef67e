package dev.understudy.cli;

import dev.understudy.cli.options.ExitCodes;
import dev.understudy.config.ConfigException;
import dev.understudy.runtime.admin.AdminException;
import dev.understudy.runtime.kafka.StartupException;
import dev.understudy.serde.SchemaRegistryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command threw into one line on the error stream. The stack trace is for {@code --verbose}. */
final class ErrorLines implements IExecutionExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorLines.class);

    @Override
    public int handleExecutionException(Exception problem, CommandLine line, ParseResult result) {
        LOG.atDebug().setCause(problem).log("the command failed");
        line.getErr().println("understudy: " + text(problem));
        line.getErr().flush();
        return problem instanceof ConfigException ? ExitCodes.USAGE : ExitCodes.FAILURE;
    }

    private static String text(Exception problem) {
        String message = String.valueOf(problem.getMessage()).replaceAll("\\s*\\R\\s*", " ");
        if (problem instanceof ConfigException
                || problem instanceof StartupException
                || problem instanceof AdminException
                || problem instanceof SchemaRegistryException) {
            return message;
        }
        return "unexpected " + problem.getClass().getSimpleName() + ": " + message
                + " (run again with --verbose for the whole of it)";
    }
}
