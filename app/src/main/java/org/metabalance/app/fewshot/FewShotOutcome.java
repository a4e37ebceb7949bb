package org.metabalance.app.fewshot;

import org.metabalance.meta.fewshot.EpisodeScores;

/**
 * How a learner did on tasks of one kind.
 *
 * @param learner its name
 * @param sizes of the support sets, as text
 * @param strategy its name
 * @param scores of the test episodes
 */
public record FewShotOutcome(
        String learner, String sizes, String strategy, EpisodeScores scores) {}
