package org.metabalance.meta.fewshot.training;

/**
 * How long and how fast a learner is trained: Adam, whose rate falls to a tenth after half of the updates, as in
 * the code of Ochal et al. Validation episodes are predicted now and then, and the weights that did it best are
 * kept.
 *
 * @param episodes to learn from, at least 1; those who learn from classes make as many updates, each from as many
 *     images
 * @param learningRate of Adam, 0.001 there
 * @param checks how often it is validated, evenly apart, at least 1; the last time at the end
 * @param validationEpisodes a check, at least 1; 200 there
 * @param seed of first weights and everything else that is random in training
 * @param threads a program may use, at least 1; the result does not depend on it
 * @param patience training ends after so many checks without a better one, at least 1
 */
public record TrainingSettings(
        int episodes, double learningRate, int checks, int validationEpisodes, long seed,
        int threads, int patience) {
    /** Settings with which all episodes are learned from. */
    public TrainingSettings(
            int episodes, double learningRate, int checks, int validationEpisodes, long seed,
            int threads) {
        this(episodes, learningRate, checks, validationEpisodes, seed, threads,
                Integer.MAX_VALUE);
    }

    /** Checks the numbers. */
    public TrainingSettings {
        if (patience < 1) {
            throw new IllegalArgumentException(
                    "few-shot: patience must be positive, got " + patience);
        }
        if (episodes < 1 || checks < 1 || validationEpisodes < 1 || threads < 1
                || !(learningRate > 0 && Double.isFinite(learningRate))) {
            throw new IllegalArgumentException(
                    "few-shot: needs an episode, a check, a validation episode, a thread and a positive rate, got %d, %d, %d, %d and %s"
                            .formatted(
                                    episodes, checks, validationEpisodes, threads,
                                    learningRate));
        }
    }
}
