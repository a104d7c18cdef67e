package dev.understudy.gateway;

/** Why a body was not taken. */
enum BodyProblem {
    TOO_LARGE(413),
    TOO_SLOW(408),
    NOT_GZIP(400),
    /** The gateway holds as much as it may. */
    NO_ROOM(503);

    private final int status;

    BodyProblem(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }
}
