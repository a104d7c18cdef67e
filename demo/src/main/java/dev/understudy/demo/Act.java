package dev.understudy.demo;

import dev.understudy.sandbox.provider.ScriptedProvider;
import dev.understudy.sandbox.script.Fault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The acts of the show, in order: what the providers do in each. */
enum Act {
    ALL_IS_WELL(1, "All is well", "Alerts come in. The first provider of the chain answers them.") {
        @Override
        void play(List<ScriptedProvider> providers) {
            providers.forEach(ScriptedProvider::heal);
        }
    },
    ACCOUNT_CLOSED(
            2,
            "The first provider closes the account",
            "Its calls now fail with 401 account_deactivated. The next provider steps in.") {
        @Override
        void play(List<ScriptedProvider> providers) {
            providers.get(0).fail(Fault.ACCOUNT_DEACTIVATED);
        }
    },
    ALL_DOWN(
            3,
            "All providers are down",
            "Alerts are answered by rules at once, marked as degraded, and parked for later.") {
        @Override
        void play(List<ScriptedProvider> providers) {
            providers.get(1).fail(Fault.UNAVAILABLE);
            providers.get(2).fail(Fault.CONNECTION_REFUSED);
        }
    },
    THEY_COME_BACK(
            4, "The providers come back", "What was degraded gets a model's answer. New alerts do not wait for it.") {
        @Override
        void play(List<ScriptedProvider> providers) {
            providers.forEach(ScriptedProvider::heal);
        }
    };

    private final int number;
    private final String title;
    private final String explanation;

    Act(int number, String title, String explanation) {
        this.number = number;
        this.title = title;
        this.explanation = explanation;
    }

    /** Tells the providers what to do from now on. */
    abstract void play(List<ScriptedProvider> providers);

    int number() {
        return number;
    }

    String title() {
        return "Act " + number + ": " + title;
    }

    String explanation() {
        return explanation;
    }

    /** What a provider does to its callers, in a few words. */
    static String condition(@Nullable Fault fault) {
        if (fault == null) {
            return "answers";
        }
        return switch (fault) {
            case ACCOUNT_DEACTIVATED -> "401 account_deactivated";
            case UNAVAILABLE -> "503 unavailable";
            case CONNECTION_REFUSED -> "connection refused";
            default -> fault.name();
        };
    }
}
