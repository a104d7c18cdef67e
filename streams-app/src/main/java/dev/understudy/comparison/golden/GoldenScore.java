package dev.understudy.comparison.golden;

import java.util.List;

/**
 * How far a set of answers meets a golden set.
 *
 * @param answers each answer that was scored, the one with most faults first
 * @param unanswered entries of the golden set that no answer is about
 */
public record GoldenScore(List<AnswerScore> answers, List<String> unanswered) {

    public GoldenScore {
        answers = List.copyOf(answers);
        unanswered = List.copyOf(unanswered);
    }

    /** How many expectations there are. */
    public long expectations() {
        return answers.stream().mapToLong(AnswerScore::expectations).sum();
    }

    /** How many of them are met. */
    public long met() {
        return answers.stream().mapToLong(AnswerScore::met).sum();
    }

    /** The share of expectations that are met, in percent; 100 is given for all of them only. */
    public double percent() {
        long all = expectations();
        return all == 0 ? 100 : met() * 100.0 / all;
    }

    /** The answers with a fault. */
    public List<AnswerScore> faulty() {
        return answers.stream().filter(answer -> !answer.faults().isEmpty()).toList();
    }
}
