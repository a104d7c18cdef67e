package dev.understudy.cli.letters;

import dev.understudy.runtime.letters.LetterId;
import picocli.CommandLine.ITypeConverter;

/** Reads where a dead letter is, such as 3-17. */
final class LetterIdText implements ITypeConverter<LetterId> {
    @Override
    public LetterId convert(String text) {
        return LetterId.of(text);
    }
}
