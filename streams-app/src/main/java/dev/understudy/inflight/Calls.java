package dev.understudy.inflight;

import dev.understudy.config.Role;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.InFlightEntry;
import dev.understudy.inflight.dispatch.Dispatcher;
import dev.understudy.inflight.dispatch.Mailbox;
import dev.understudy.inflight.dispatch.Message;
import dev.understudy.inflight.dispatch.Ticket;
import dev.understudy.policy.CallTimeouts;
import dev.understudy.policy.InputBudget;
import dev.understudy.prompt.Prompt;
import dev.understudy.prompt.PromptContext;
import dev.understudy.provider.ChatRequest;
import dev.understudy.provider.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one life of one task, and the queue for permits to make more. Confined to the stream thread; only the
 * {@link Mailbox} is written by others.
 */
final class Calls {
    /** What became of the wish to call a provider. */
    sealed interface Start permits Started, Busy, Declined {}

    /** The call is in flight, and the entry says so in the store. */
    record Started() implements Start {}

    /** No permit is free. */
    record Busy() implements Start {}

    /** The provider takes no calls now. */
    record Declined(Outcome.Refused refused) implements Start {}

    private record Active(int ordinal, SentPrompt prompt, CompletableFuture<Outcome> future) {}

    /** How the entry comes to know of a call that was started. */
    private enum Kind {
        FIRST,
        HEDGE
    }

    private final OwnerParts parts;
    private final Dispatcher dispatcher;
    private final Role role;
    private final EntryStore store;
    private final Mailbox<Message> mailbox = new Mailbox<>();
    private final Map<String, List<Active>> active = new HashMap<>();
    private final Map<String, Ticket> tickets = new HashMap<>();
    private final Set<Ticket> unused = new HashSet<>();

    Calls(OwnerParts parts, Role role, EntryStore store) {
        this.parts = parts;
        this.dispatcher = parts.dispatcher();
        this.role = role;
        this.store = store;
    }

    Mailbox<Message> mailbox() {
        return mailbox;
    }

    /** Calls a provider, if there is a permit and the provider takes calls. */
    Start start(InFlightEntry entry, Provider provider, int providersLeft) {
        return dispatcher.tryAcquire(provider.name(), role)
                ? call(entry, provider, providersLeft, Kind.FIRST)
                : new Busy();
    }

    /** Calls a second provider beside the first, if there is a permit and it takes calls. */
    Start hedge(InFlightEntry entry, Provider provider, int providersLeft) {
        return dispatcher.tryAcquire(provider.name(), role)
                ? call(entry, provider, providersLeft, Kind.HEDGE)
                : new Busy();
    }

    /** Calls a provider with the permit of an accepted ticket; a refusal gives the permit back. */
    Start startWithPermit(InFlightEntry entry, Provider provider, int providersLeft, Ticket accepted) {
        unused.remove(accepted);
        return call(entry, provider, providersLeft, Kind.FIRST);
    }

    private Start call(InFlightEntry entry, Provider provider, int providersLeft, Kind kind) {
        EnrichmentRequest request = entry.request();
        Instant now = parts.clock().instant();
        Prompt prompt;
        CompletableFuture<Outcome> future;
        try {
            int tokens = InputBudget.tokens(
                    request.progress(), provider.name(), provider.config().maxInputTokens());
            prompt = parts.prompts()
                    .render(
                            request.alert(),
                            new PromptContext(request.recurrence()),
                            request.id(),
                            provider.config(),
                            tokens);
            Duration timeout = CallTimeouts.of(request, provider.config().timeout(), providersLeft, now);
            future = provider.chatModel().call(new ChatRequest(request.id(), prompt, timeout));
        } catch (RuntimeException bug) {
            dispatcher.release(provider.name(), role);
            throw bug;
        }
        if (future.isDone() && future.join() instanceof Outcome.Refused refused) {
            dispatcher.release(provider.name(), role);
            return new Declined(refused);
        }
        InFlightEntry.Call beside = entry.call();
        int ordinal = beside == null
                ? request.progress().nextOrdinal()
                : request.progress().ordinalBeside(beside.ordinal());
        active.computeIfAbsent(request.id(), id -> new ArrayList<>(2)).add(new Active(ordinal, sent(prompt), future));
        tellWhenDone(future, request.id(), ordinal, provider.name());
        InFlightEntry.Call call =
                new InFlightEntry.Call(provider.name(), provider.config().model(), ordinal, now);
        store.put(kind == Kind.HEDGE ? entry.hedging(call) : entry.calling(call));
        return new Started();
    }

    private SentPrompt sent(Prompt prompt) {
        return parts.config().recordExchanges().enabled() ? SentPrompt.withWords(prompt) : SentPrompt.of(prompt);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the message is the result
    private void tellWhenDone(CompletableFuture<Outcome> future, String requestId, int ordinal, String provider) {
        future.whenComplete((outcome, cancelled) -> {
            Outcome ended = outcome != null ? outcome : Outcome.Failed.of(FailureReason.CANCELLED, "cancelled");
            mailbox.post(new Message.Finished(
                    requestId, ordinal, ended, parts.clock().instant()));
            dispatcher.release(provider, role);
        });
    }

    /** Waits for a permit; false when too many wait for this provider already. */
    boolean queue(InFlightEntry entry, Provider provider) {
        if (dispatcher.queued(provider.name()) >= provider.config().maxQueued()) {
            return false;
        }
        store.put(entry);
        Ticket ticket = new Ticket(
                entry.request().id(),
                provider.name(),
                role,
                entry.request().priority(),
                entry.request().alert().times().receivedAt(),
                mailbox);
        tickets.put(ticket.requestId(), ticket);
        dispatcher.enqueue(ticket);
        return true;
    }

    /** True when the permit is still wanted; otherwise it is given back. */
    boolean accept(Ticket ticket) {
        if (tickets.remove(ticket.requestId(), ticket)) {
            unused.add(ticket);
            return true;
        }
        dispatcher.release(ticket.provider(), role);
        return false;
    }

    /** Gives the permit of an accepted ticket back, should no call have been made with it. */
    void settle(Ticket accepted) {
        if (unused.remove(accepted)) {
            dispatcher.release(accepted.provider(), role);
        }
    }

    /** The prompt of a call that ended; null when nobody waits for it any more. */
    @Nullable
    SentPrompt ended(Message.Finished finished) {
        List<Active> calls = active.getOrDefault(finished.requestId(), List.of());
        for (Active call : calls) {
            if (call.ordinal() == finished.ordinal()) {
                calls.remove(call);
                return call.prompt();
            }
        }
        return null;
    }

    /** Nothing is wanted for this request any more: its calls are cancelled, its place in the queue given up. */
    void drop(String requestId) {
        Ticket ticket = tickets.remove(requestId);
        if (ticket != null) {
            dispatcher.withdraw(ticket);
        }
        List<Active> calls = active.remove(requestId);
        if (calls != null) {
            calls.forEach(call -> call.future().cancel(true));
        }
    }

    /** Cancels everything. What other threads say from now on is not heard; permits on their way go back. */
    void close() {
        for (Message unread : mailbox.close()) {
            if (unread instanceof Message.Granted granted) {
                dispatcher.release(granted.ticket().provider(), role);
            }
        }
        List.copyOf(tickets.keySet()).forEach(this::drop);
        List.copyOf(active.keySet()).forEach(this::drop);
    }
}
