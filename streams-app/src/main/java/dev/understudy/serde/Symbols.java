package dev.understudy.serde;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Enums of the contracts and of the domain carry the same names; a test holds them together. */
final class Symbols {
    private Symbols() {}

    /** The symbol of the same name on the other side. */
    static <E extends Enum<E>> E same(Class<E> other, Enum<?> symbol) {
        return Enum.valueOf(other, symbol.name());
    }

    /** The symbols of a set in their declared order, so that equal sets have equal bytes. */
    static <E extends Enum<E>, D extends Enum<D>> List<E> sorted(Class<E> other, Set<D> symbols) {
        return symbols.stream().sorted().map(symbol -> same(other, symbol)).toList();
    }

    static <E extends Enum<E>> Set<E> set(Class<E> other, Collection<? extends Enum<?>> symbols) {
        return symbols.stream().map(symbol -> same(other, symbol)).collect(Collectors.toUnmodifiableSet());
    }
}
