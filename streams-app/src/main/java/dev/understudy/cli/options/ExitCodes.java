package dev.understudy.cli.options;

/** What the process ends with. */
public final class ExitCodes {
    public static final int OK = 0;
    /** The work could not be done, or not all of it. */
    public static final int FAILURE = 1;
    /** Arguments or configuration are wrong: trying again does not help. */
    public static final int USAGE = 2;

    private ExitCodes() {}
}
