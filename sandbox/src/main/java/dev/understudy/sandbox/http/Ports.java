package dev.understudy.sandbox.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Chooses ports of the loopback interface. */
public final class Ports {

    /** The address that sandbox servers listen on, unless told otherwise. */
    public static final String LOOPBACK = "localhost";

    /** Below the range that systems give to outgoing connections, so that nobody takes the port of a killed server. */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;
    private static final int TRIES = 500;

    private Ports() {}

    /** The port itself, or a free one when it is zero. */
    public static int orFree(int port) {
        return port == 0 ? free() : port;
    }

    /** A port that was free a moment ago. */
    public static int free() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port between " + LOWEST + " and " + HIGHEST);
    }

    /** True when nobody listens on the port. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** A port of an address of this machine. */
    public static InetSocketAddress on(String address, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName(address), port);
        } catch (IOException e) {
            throw new UncheckedIOException(address + " is no address", e);
        }
    }
}
