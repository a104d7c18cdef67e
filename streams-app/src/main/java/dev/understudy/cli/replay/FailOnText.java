package dev.understudy.cli.replay;

import dev.understudy.comparison.gate.FailOn;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a condition of {@code --fail-on}. */
final class FailOnText implements ITypeConverter<FailOn> {
    @Override
    public FailOn convert(String text) {
        try {
            return FailOn.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
