package dev.understudy.serde;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Confluent's mock behind a door that a test opens and shuts; shut at first. */
final class UnreachableRegistry extends MockSchemaRegistryClient {
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile Supplier<Exception> problem = () -> new ConnectException("refused");
    private volatile boolean open;

    UnreachableRegistry open() {
        open = true;
        return this;
    }

    UnreachableRegistry failing(Supplier<Exception> how) {
        problem = how;
        open = false;
        return this;
    }

    int fetches() {
        return fetches.get();
    }

    @Override
    public ParsedSchema getSchemaById(int id) throws IOException, RestClientException {
        fetches.incrementAndGet();
        door();
        return super.getSchemaById(id);
    }

    @Override
    public int getId(String subject, ParsedSchema schema) throws IOException, RestClientException {
        door();
        return super.getId(subject, schema);
    }

    @Override
    public int register(String subject, ParsedSchema schema) throws IOException, RestClientException {
        door();
        return super.register(subject, schema);
    }

    private void door() throws IOException, RestClientException {
        if (!open) {
            Exception shut = problem.get();
            if (shut instanceof IOException unreachable) {
                throw unreachable;
            }
            if (shut instanceof RestClientException refused) {
                throw refused;
            }
            throw new AssertionError(shut);
        }
    }
}
