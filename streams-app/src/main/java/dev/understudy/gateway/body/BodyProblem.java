package dev.understudy.gateway.body;

/** Why a body was not taken. */
public enum BodyProblem {
    TOO_LARGE(413),
    TOO_SLOW(408),
    NOT_GZIP(400),
    /** The gateway holds as much as it may. */
    NO_ROOM(503);

    private final int status;

    BodyProblem(int status) {
        this.status = status;
    }

    /** The status that tells the sender. */
    public int status() {
        return status;
    }
}
