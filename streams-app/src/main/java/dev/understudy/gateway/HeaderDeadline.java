package dev.understudy.gateway;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections on which the headers of a request take too long to arrive, which no idle time-out sees: any byte
 * begins it anew. Headers begin with the first byte after the request before. Thread-safe.
 */
final class HeaderDeadline extends Handler.Wrapper implements Connection.Listener {
    private static final int LOOKS = 4;

    private final Map<Connection, Arrival> arrivals = new ConcurrentHashMap<>();
    private final Scheduler scheduler;
    private final long longestNanos;

    /** On the scheduler of a connector, which is to tell of its connections. */
    HeaderDeadline(Handler handler, Scheduler scheduler, Duration longest) {
        super(handler);
        this.scheduler = scheduler;
        this.longestNanos = longest.toNanos();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        lookLater();
    }

    private void lookLater() {
        scheduler.schedule(this::look, Math.max(1, longestNanos / LOOKS), TimeUnit.NANOSECONDS);
    }

    private void look() {
        long now = System.nanoTime();
        arrivals.forEach((connection, arrival) -> {
            if (arrival.isLate(connection.getBytesIn(), now)) {
                connection.getEndPoint().close();
            }
        });
        if (isRunning()) {
            lookLater();
        }
    }

    @Override
    public void onOpened(Connection connection) {
        // Of a connection with TLS the other one counts, which carries the requests.
        if (!(connection instanceof SslConnection)) {
            arrivals.put(connection, new Arrival());
        }
    }

    @Override
    public void onClosed(Connection connection) {
        arrivals.remove(connection);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Connection connection = request.getConnectionMetaData().getConnection();
        Arrival arrival = arrivals.get(connection);
        if (arrival != null) {
            arrival.hasArrived();
            Request.addCompletionListener(request, failure -> arrival.isOver(connection.getBytesIn()));
        }
        return super.handle(request, response, callback);
    }

    /** What is known of the request that comes next on a connection. */
    private final class Arrival {
        private boolean handled;
        private long bytesBefore;
        private long begun = System.nanoTime();

        synchronized void hasArrived() {
            handled = true;
        }

        synchronized void isOver(long bytes) {
            handled = false;
            bytesBefore = bytes;
            begun = System.nanoTime();
        }

        synchronized boolean isLate(long bytes, long now) {
            if (handled || bytes == bytesBefore) {
                begun = now;
                return false;
            }
            return now - begun > longestNanos;
        }
    }
}
