package dev.understudy.cli;

/** What the process ends with. */
final class ExitCodes {
    static final int OK = 0;
    /** The work could not be done, or not all of it. */
    static final int FAILURE = 1;
    /** Arguments or configuration are wrong: trying again does not help. */
    static final int USAGE = 2;

    private ExitCodes() {}
}
