/**
 * Decisions with a probability: what mistakes cost, and the threshold that is chosen for it, or for a constraint,
 * on rows that the model was not trained on.
 *
 * <p>For two classes, of which class 1 is the positive one. Thresholds are of the calibrated probability: {@link
 * org.metabalance.meta.decision.DecisionPlan} calibrates first and chooses then. A row is flagged if its
 * probability is at least the threshold.
 */
package org.metabalance.meta.decision;
