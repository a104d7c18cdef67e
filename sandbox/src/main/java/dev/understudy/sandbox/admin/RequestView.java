package dev.understudy.sandbox.admin;

import dev.understudy.sandbox.provider.ReceivedRequest;
import dev.understudy.sandbox.provider.RequestLog;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A request as the admin port shows it; fields as in {@link ReceivedRequest}. */
record RequestView(long number, String at, String path, Map<String, String> headers, String body, String reaction) {

    static List<RequestView> of(RequestLog log, Map<String, String> query) {
        long since = Long.parseLong(query.getOrDefault("since", "0"));
        Pattern pattern = Pattern.compile(query.getOrDefault("matching", ""));
        return log.since(since).stream()
                .filter(request -> pattern.matcher(request.body()).find())
                .map(RequestView::of)
                .toList();
    }

    private static RequestView of(ReceivedRequest request) {
        return new RequestView(
                request.number(),
                request.at().toString(),
                request.path(),
                request.headers(),
                request.body(),
                request.reaction());
    }
}
