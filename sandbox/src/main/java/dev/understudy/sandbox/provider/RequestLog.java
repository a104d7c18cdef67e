package dev.understudy.sandbox.provider;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The last requests that a provider got, oldest first; older ones are forgotten. Safe for use by several threads. */
public final class RequestLog {

    private final int capacity;
    private final Deque<ReceivedRequest> requests = new ArrayDeque<>();

    RequestLog(int capacity) {
        this.capacity = capacity;
    }

    synchronized void add(ReceivedRequest request) {
        if (requests.size() == capacity) {
            requests.removeFirst();
        }
        requests.addLast(request);
    }

    /** All that are still there. */
    public synchronized List<ReceivedRequest> all() {
        return new ArrayList<>(requests);
    }

    /** Those after a number; 0 for all. */
    public List<ReceivedRequest> since(long number) {
        return matching(request -> request.number() > number);
    }

    /** Those with this regular expression somewhere in their body. */
    public List<ReceivedRequest> matching(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return matching(request -> pattern.matcher(request.body()).find());
    }

    /** Those that meet a condition. */
    public List<ReceivedRequest> matching(Predicate<ReceivedRequest> condition) {
        return all().stream().filter(condition).toList();
    }

    /**
     * Counts requests by what the first group of a regular expression finds in their body (the first find counts): the calls
     * per alert, for example. Requests without a find are left out.
     */
    public Map<String, Integer> countBy(String regex) {
        Pattern pattern = Pattern.compile(regex);
        Map<String, Integer> counts = new TreeMap<>();
        for (ReceivedRequest request : all()) {
            Matcher found = pattern.matcher(request.body());
            if (found.find()) {
                counts.merge(found.group(1), 1, Integer::sum);
            }
        }
        return counts;
    }

    /** Forgets everything so far. */
    public synchronized void clear() {
        requests.clear();
    }
}
