package dev.understudy.sandbox.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.understudy.sandbox.http.JsonRequest;
import dev.understudy.sandbox.http.JsonResponse;
import dev.understudy.sandbox.http.JsonServer;
import dev.understudy.sandbox.http.Ports;
import dev.understudy.sandbox.provider.ScriptedProvider;
import dev.understudy.sandbox.script.Behaviour;
import dev.understudy.sandbox.script.Fault;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Switches faults and shows what providers saw, over HTTP: {@code GET /providers}, {@code GET /faults}, {@code PUT
 * /providers/{name}}, {@code DELETE /providers/{name}/fault}, {@code GET /providers/{name}/requests?since=&matching=}, {@code
 * GET /providers/{name}/stats}.
 */
public final class AdminServer implements AutoCloseable {

    private final int port;
    private final Collection<ScriptedProvider> providers;
    private final JsonServer server;

    private AdminServer(String address, int port, Collection<ScriptedProvider> providers) {
        this.port = port;
        this.providers = List.copyOf(providers);
        this.server = JsonServer.start("admin", Ports.on(address, port), "application/json", this::answer);
    }

    /** Listens on a port (0: any free one) of an address. */
    public static AdminServer start(String address, int port, Collection<ScriptedProvider> providers) {
        return new AdminServer(address, Ports.orFree(port), providers);
    }

    /** The base URL. */
    public String url() {
        return "http://localhost:" + port;
    }

    private JsonResponse answer(JsonRequest request) {
        try {
            return route(request);
        } catch (NoSuchElementException e) {
            return error(404, e);
        } catch (IllegalArgumentException | JsonProcessingException e) {
            return error(400, e);
        }
    }

    private static JsonResponse error(int status, Exception e) {
        return JsonResponse.of(status, Map.of("error", String.valueOf(e.getMessage())));
    }

    private JsonResponse route(JsonRequest request) throws JsonProcessingException {
        if (request.is("GET", "providers")) {
            return JsonResponse.ok(providers.stream().map(ProviderView::of).toList());
        }
        if (request.is("GET", "faults")) {
            return JsonResponse.ok(Arrays.stream(Fault.values()).map(Enum::name).toList());
        }
        if (request.path().size() < 2 || !request.segment(0).equals("providers")) {
            throw new NoSuchElementException("no such page; try GET /providers or GET /faults");
        }
        ScriptedProvider provider = provider(request.segment(1));
        if (request.is("GET", "providers", "*")) {
            return JsonResponse.ok(ProviderView.of(provider));
        }
        if (request.is("PUT", "providers", "*")) {
            List<Behaviour> behaviours = BehaviourJson.read(request.json(), provider.latency());
            provider.behave(behaviours.toArray(Behaviour[]::new));
            return JsonResponse.ok(ProviderView.of(provider));
        }
        if (request.is("DELETE", "providers", "*", "fault")) {
            provider.heal();
            return JsonResponse.ok(ProviderView.of(provider));
        }
        if (request.is("GET", "providers", "*", "stats")) {
            return JsonResponse.ok(provider.stats());
        }
        if (request.is("GET", "providers", "*", "requests")) {
            return JsonResponse.ok(RequestView.of(provider.requests(), request.query()));
        }
        throw new NoSuchElementException("no such page for provider " + provider.name());
    }

    private ScriptedProvider provider(String name) {
        return providers.stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no provider '" + name + "'"));
    }

    @Override
    public void close() {
        server.close();
    }
}
