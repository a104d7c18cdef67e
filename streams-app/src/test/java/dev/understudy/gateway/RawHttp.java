package dev.understudy.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A client that sends any bytes whatever, on one connection that it keeps while the server does. For one thread. */
public final class RawHttp implements AutoCloseable {
    /** No answer takes longer, or the connection is stuck. */
    private static final int STUCK_MILLIS = 15_000;

    /** An answer; names of headers are in lower case. */
    public record Reply(int status, Map<String, String> headers, String body) {
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    private final int port;
    private Socket socket;
    private InputStream in;

    public RawHttp(int port) {
        this.port = port;
    }

    /** Sends a request with a body and its length. */
    public Reply post(String path, byte[] body, String... headers) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head("POST", path, headers, "Content-Length: " + body.length));
        request.writeBytes(body);
        return send(request.toByteArray());
    }

    /** The same with a text. */
    public Reply post(String path, String body, String... headers) {
        return post(path, body.getBytes(UTF_8), headers);
    }

    /** Sends a request without a body. */
    public Reply ask(String method, String path, String... headers) {
        return send(head(method, path, headers, "Content-Length: 0"));
    }

    /** The first lines of a request. */
    public static byte[] head(String method, String path, String[] headers, String... more) {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        for (String header : more) {
            head.append(header).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(ISO_8859_1);
    }

    /** A body as one chunk after the other. */
    public static byte[] chunked(byte[] body, int length) {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (int at = 0; at < body.length; at += length) {
            int size = Math.min(length, body.length - at);
            chunks.writeBytes((Integer.toHexString(size) + "\r\n").getBytes(ISO_8859_1));
            chunks.write(body, at, size);
            chunks.writeBytes("\r\n".getBytes(ISO_8859_1));
        }
        chunks.writeBytes("0\r\n\r\n".getBytes(ISO_8859_1));
        return chunks.toByteArray();
    }

    /** Sends bytes and reads an answer. */
    public Reply send(byte[] request) {
        write(request);
        return read();
    }

    /** Sends bytes and no more. */
    public void write(byte[] bytes) {
        try {
            if (socket == null) {
                socket = new Socket(InetAddress.getLoopbackAddress(), port);
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(STUCK_MILLIS);
                in = new BufferedInputStream(socket.getInputStream());
            }
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads an answer; closes the connection when the server says that it does. */
    public Reply read() {
        try {
            String[] statusLine = line().split(" ", 3);
            Map<String, String> headers = new LinkedHashMap<>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            int status = Integer.parseInt(statusLine[1]);
            byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
            if (status == 100) {
                return read();
            }
            if (headers.getOrDefault("connection", "").equalsIgnoreCase("close")) {
                hangUp();
            }
            return new Reply(status, headers, new String(body, UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(ISO_8859_1);
    }

    /** Closes the connection; the next request opens another one. */
    public void hangUp() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            socket = null;
        }
    }

    @Override
    public void close() {
        hangUp();
    }
}
