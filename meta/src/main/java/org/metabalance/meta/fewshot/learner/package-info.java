/**
 * Those that learn to learn from few examples, behind one seam, {@link
 * org.metabalance.meta.fewshot.learner.Learner}: parameters, and the logits of an episode's queries as a pure
 * function of them.
 *
 * <p>One program serves support sets of all sizes: places of the support set that an episode does not fill count
 * neither in losses and means nor in the statistics of batch normalization ({@link
 * org.metabalance.meta.fewshot.learner.TapedEpisode}).
 *
 * <p>The formulas are those of the papers that the learners name and of the published code of Ochal et al.,
 * arXiv 2101.02523; what is taken where they differ stands with each.
 */
package org.metabalance.meta.fewshot.learner;
