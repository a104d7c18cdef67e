package dev.understudy.sandbox.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One HTTP call over a plain socket, so that a test sees what arrives and not what a client library makes of it. */
record RawCall(Ending ending, int status, Map<String, String> headers, String raw) {

    enum Ending {
        COMPLETE,
        CLOSED,
        RESET,
        SILENCE,
        REFUSED
    }

    private static final int PATIENCE_MILLIS = 20_000;

    static RawCall post(int port, String path, String json) throws IOException {
        return post(port, path, json, PATIENCE_MILLIS);
    }

    /** Gives up when nothing arrives for a while. */
    static RawCall post(int port, String path, String json, int patienceMillis) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer sk-test\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n";
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(patienceMillis);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            return read(socket.getInputStream());
        } catch (ConnectException e) {
            return new RawCall(Ending.REFUSED, 0, Map.of(), "");
        }
    }

    private static RawCall read(InputStream in) {
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        byte[] buffer = new byte[64 * 1024];
        while (true) {
            try {
                int count = in.read(buffer);
                if (count < 0) {
                    return of(Ending.CLOSED, got);
                }
                got.write(buffer, 0, count);
            } catch (SocketTimeoutException e) {
                return of(Ending.SILENCE, got);
            } catch (SocketException e) {
                return of(Ending.RESET, got);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            RawCall soFar = of(Ending.COMPLETE, got);
            if (soFar.status() > 0
                    && soFar.raw().length() == Integer.parseInt(soFar.headers().getOrDefault("content-length", "-1"))) {
                return soFar;
            }
        }
    }

    private static RawCall of(Ending ending, ByteArrayOutputStream got) {
        String text = got.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return new RawCall(ending, 0, Map.of(), "");
        }
        String[] lines = text.substring(0, end).split("\r\n", -1);
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] parts = lines[i].split(": ", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
        }
        return new RawCall(ending, Integer.parseInt(lines[0].split(" ", 3)[1]), headers, text.substring(end + 4));
    }

    /** The bytes; {@link #raw} holds each as one character. */
    byte[] body() {
        return raw.getBytes(StandardCharsets.ISO_8859_1);
    }

    int announced() {
        return Integer.parseInt(headers.get("content-length"));
    }

    String text() {
        return new String(body(), StandardCharsets.UTF_8);
    }
}
