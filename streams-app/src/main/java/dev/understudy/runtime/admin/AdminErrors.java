package dev.understudy.runtime.admin;

import dev.understudy.runtime.http.Page;
import java.util.Map;

/** What is said to a caller whose request was not done: one text that begins with what it is about. */
final class AdminErrors {
    static final String FIELD = "error";

    private AdminErrors() {}

    static Page page(int status, String error) {
        return Page.json(status, Map.of(FIELD, error));
    }
}
