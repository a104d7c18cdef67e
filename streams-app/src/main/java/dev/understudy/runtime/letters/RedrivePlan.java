package dev.understudy.runtime.letters;

import dev.understudy.config.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of the chosen dead letters is sent again, and what is not.
 *
 * @param letters those that are, without their values, the oldest first
 * @param sentBefore those that were already
 * @param refusals those that must not be
 */
public record RedrivePlan(List<DeadLetter> letters, List<LetterId> sentBefore, List<Refusal> refusals) {

    /** A dead letter that is not sent again, and why. */
    public record Refusal(LetterId id, String reason) {}

    public RedrivePlan {
        letters = List.copyOf(letters);
        sentBefore = List.copyOf(sentBefore);
        refusals = List.copyOf(refusals);
    }

    /**
     * Decides about each.
     *
     * @param sentBefore those that were sent again already
     * @param topics those that there are
     * @param most what was sent again so often is refused
     */
    static RedrivePlan of(List<DeadLetter> chosen, Set<LetterId> sentBefore, Set<String> topics, int most) {
        List<DeadLetter> letters = new ArrayList<>();
        List<LetterId> done = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        for (DeadLetter letter : chosen) {
            String reason = reason(letter, topics, most);
            if (sentBefore.contains(letter.id())) {
                done.add(letter.id());
            } else if (reason == null) {
                letters.add(letter);
            } else {
                refusals.add(new Refusal(letter.id(), reason));
            }
        }
        return new RedrivePlan(letters, done, refusals);
    }

    private static @Nullable String reason(DeadLetter letter, Set<String> topics, int most) {
        String topic = letter.why().topic();
        if (letter.redrives() >= most) {
            return "was sent again " + letter.redrives() + " times and came back; mend its cause, then raise "
                    + "--max-redrives";
        }
        if (!letter.why().lost().isEmpty()) {
            return "is not whole: only a part is kept of the "
                    + String.join(", ", letter.why().lost());
        }
        if (!topic.equals(Topics.INCIDENTS) && !topic.startsWith(Topics.RETRY_PREFIX)) {
            return "comes from " + (topic.isEmpty() ? "nowhere that it says" : topic)
                    + ", which is no topic that takes records back";
        }
        return topics.contains(Topics.INCIDENTS) ? null : "would go to " + Topics.INCIDENTS + ", which is not there";
    }
}
