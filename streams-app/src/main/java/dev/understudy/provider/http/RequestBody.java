package dev.understudy.provider.http;

import java.io.IOException;
import java.util.Set;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;

/**
 * A request body that says when it goes out: the client asks for it only once the connection, TLS included, stands.
 */
final class RequestBody implements AsyncEntityProducer {
    private final BasicAsyncEntityProducer json;
    private final Runnable onConnected;

    RequestBody(byte[] json, Runnable onConnected) {
        this.json = new BasicAsyncEntityProducer(json, ContentType.APPLICATION_JSON);
        this.onConnected = onConnected;
    }

    @Override
    public void produce(DataStreamChannel channel) throws IOException {
        onConnected.run();
        json.produce(channel);
    }

    @Override
    public int available() {
        return json.available();
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public long getContentLength() {
        return json.getContentLength();
    }

    @Override
    public String getContentType() {
        return ContentType.APPLICATION_JSON.getMimeType();
    }

    @Override
    @SuppressWarnings("NullAway") // the client's way to say that there is none
    public String getContentEncoding() {
        return json.getContentEncoding();
    }

    @Override
    public boolean isChunked() {
        return false;
    }

    @Override
    public Set<String> getTrailerNames() {
        return Set.of();
    }

    @Override
    public void failed(Exception cause) {
        json.failed(cause);
    }

    @Override
    public void releaseResources() {
        json.releaseResources();
    }
}
