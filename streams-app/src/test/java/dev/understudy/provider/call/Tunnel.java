package dev.understudy.provider.call;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Passes bytes between a client and a server: a TLS front when its socket speaks TLS, or an HTTP proxy. */
final class Tunnel implements AutoCloseable {
    private static final Pattern REQUEST_LINE = Pattern.compile("^(\\S+) (\\S+) ");

    private final ServerSocket socket;
    private final @Nullable Integer target;
    private final List<String> proxied = new CopyOnWriteArrayList<>();

    private Tunnel(ServerSocket socket, @Nullable Integer target) {
        this.socket = socket;
        this.target = target;
        inBackground(this::accept);
    }

    /** Everything goes to one port of this machine. */
    static Tunnel to(int port, ServerSocket socket) {
        return new Tunnel(socket, port);
    }

    /** An HTTP proxy, for {@code CONNECT} and for plain requests. */
    static Tunnel proxy() throws IOException {
        return new Tunnel(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), null);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** First line of each request that the proxy got. */
    List<String> proxied() {
        return proxied;
    }

    private void accept() throws IOException {
        while (!socket.isClosed()) {
            Socket client = socket.accept();
            inBackground(() -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException {
        if (target != null) {
            join(client, new Socket(InetAddress.getLoopbackAddress(), target));
            return;
        }
        String head = head(client.getInputStream());
        Matcher line = REQUEST_LINE.matcher(head);
        if (!line.find()) {
            throw new IOException("no request line");
        }
        proxied.add(line.group(1) + " " + line.group(2));
        boolean tunnel = line.group(1).equals("CONNECT");
        URI address = URI.create(tunnel ? "https://" + line.group(2) : line.group(2));
        Socket server = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
        if (tunnel) {
            client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } else {
            server.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        }
        join(client, server);
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        return head.toString();
    }

    private static void join(Socket client, Socket server) throws IOException {
        inBackground(() -> pump(client, server));
        pump(server, client);
    }

    private static void pump(Socket from, Socket to) throws IOException {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                out.flush();
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void inBackground(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // One of the two ends is gone.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
