package dev.understudy.sandbox.http;

/** A server cannot listen because somebody else has its port. The message says what to do. */
public final class PortTakenException extends RuntimeException {

    /** Names the server and its port. */
    public PortTakenException(String server, int port, Throwable cause) {
        super(
                "port " + port + " (" + server
                        + ") is taken: stop the process that listens on it or choose another port",
                cause);
    }
}
