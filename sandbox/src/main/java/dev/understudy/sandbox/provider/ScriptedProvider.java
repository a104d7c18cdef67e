package dev.understudy.sandbox.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.sandbox.dialect.PromptText;
import dev.understudy.sandbox.dialect.ScriptedDialect;
import dev.understudy.sandbox.http.Ports;
import dev.understudy.sandbox.script.Behaviour;
import dev.understudy.sandbox.script.BehaviourScript;
import dev.understudy.sandbox.script.BehaviourScript.Turn;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.sandbox.script.Latency;
import io.netty.buffer.ByteBufInputStream;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * An LLM provider on a port of its own that answers, fails and hangs as its script says, and remembers what it was asked. All
 * public methods are safe for use by several threads; the script can change at any time and holds for the next call.
 */
public final class ScriptedProvider implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ProviderOptions options;
    private final CallCounters counters = new CallCounters();
    private final RequestLog log;
    private final ProviderSocket socket;
    private volatile boolean recordBodies;
    private volatile BehaviourScript script;

    private ScriptedProvider(ProviderOptions options) {
        this.options = options;
        this.log = new RequestLog(options.logCapacity());
        this.recordBodies = options.recordBodies();
        this.script = BehaviourScript.of(List.of(Behaviour.taking(options.latency())));
        this.socket = new ProviderSocket(options.name(), options.bind(), Ports.orFree(options.port()));
    }

    /** Listens. */
    public static ScriptedProvider start(ProviderOptions options) {
        ScriptedProvider provider = new ScriptedProvider(options);
        provider.socket.open(provider);
        return provider;
    }

    /** How scripts and logs call it. */
    public String name() {
        return options.name();
    }

    /** What it speaks. */
    public ScriptedDialect dialect() {
        return options.dialect();
    }

    /** Where it listens. */
    public int port() {
        return socket.port();
    }

    /** What a client is configured with. */
    public String baseUrl() {
        return "http://localhost:" + port() + options.dialect().basePath();
    }

    /** Replaces the script; its counts begin anew. Returns once connections are accepted or refused as it says. */
    public synchronized void behave(Behaviour... behaviours) {
        script = BehaviourScript.of(List.of(behaviours));
        if (script.refusesConnections()) {
            socket.shut();
        } else {
            socket.open(this);
        }
    }

    /** Fails every call from now on; the latency stays. */
    public synchronized void fail(Fault fault) {
        behave(Behaviour.failing(fault).withLatency(latency()));
    }

    /** Answers every call correctly from now on; the latency stays. */
    public synchronized void heal() {
        behave(Behaviour.taking(latency()));
    }

    /** The script as it was given. */
    public List<Behaviour> behaviours() {
        return script.behaviours();
    }

    /** The latency of the script's first behaviour. */
    public Latency latency() {
        List<Behaviour> behaviours = script.behaviours();
        return behaviours.isEmpty() ? Latency.none() : behaviours.get(0).latency();
    }

    /** False while connections are refused. */
    public boolean isListening() {
        return socket.isOpen();
    }

    /** The requests so far, also those that the log has forgotten. */
    public long calls() {
        return counters.total();
    }

    /** The counters. */
    public ProviderStats stats() {
        return counters.stats(socket.connections());
    }

    /** What it was asked. */
    public RequestLog requests() {
        return log;
    }

    /** Switches the recording of headers and bodies on or off. */
    public void recordBodies(boolean record) {
        recordBodies = record;
    }

    /** Takes a request in; called on the provider's thread. */
    Exchange begin(ChannelHandlerContext context, FullHttpRequest request) {
        BehaviourScript current = script;
        boolean text = recordBodies || current.hasPatterns();
        String body = text ? request.content().toString(StandardCharsets.UTF_8) : "";
        Map<String, String> headers = text ? headers(request) : Map.of();
        ReceivedRequest entry = new ReceivedRequest(
                counters.received(),
                Instant.now(),
                request.uri(),
                recordBodies ? headers : Map.of(),
                recordBodies ? body : "");
        log.add(entry);

        String path = request.uri().split("\\?", 2)[0];
        PromptText prompt = new PromptText("unknown", "");
        Turn turn;
        if (!request.method().equals(HttpMethod.POST) || !dialect().serves(path)) {
            turn = new Turn(Duration.ZERO, Fault.NOT_FOUND, Duration.ZERO);
        } else if (options.callsPerSecond() > 0 && counters.inThisSecond() > options.callsPerSecond()) {
            turn = new Turn(Duration.ZERO, Fault.RATE_LIMITED, Duration.ofSeconds(1));
        } else {
            try (InputStream in = new ByteBufInputStream(request.content())) {
                JsonNode json = MAPPER.readTree(in);
                prompt = dialect().read(path, json);
                turn = current.next(finder(body, headers), ThreadLocalRandom.current());
            } catch (IOException e) {
                turn = new Turn(Duration.ZERO, Fault.BAD_REQUEST, Duration.ZERO);
            }
        }
        return new Exchange(context, dialect(), prompt, turn, HttpUtil.isKeepAlive(request), counters, entry);
    }

    private static Predicate<Pattern> finder(String body, Map<String, String> headers) {
        return pattern -> pattern.matcher(body).find()
                || headers.values().stream()
                        .anyMatch(value -> pattern.matcher(value).find());
    }

    private static Map<String, String> headers(FullHttpRequest request) {
        Map<String, String> headers = new HashMap<>();
        for (Map.Entry<String, String> header : request.headers()) {
            headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue());
        }
        return headers;
    }

    /** Stops listening and resets all connections. */
    @Override
    public void close() {
        socket.close();
    }
}
