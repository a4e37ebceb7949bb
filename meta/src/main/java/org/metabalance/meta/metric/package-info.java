/**
 * How good predictions are when classes are rare, and the choice of a decision threshold.
 *
 * <p>Conventions, the same everywhere in this package:
 *
 * <ul>
 *   <li>Scores rise with the evidence for the positive class. Equal scores are one group: no result
 *       depends on the order of rows.
 *   <li>A row is predicted positive if its score is at least the threshold; with more than two classes
 *       it is given the most probable class, of equally probable ones the first.
 *   <li>What is undefined because a class has no row is NaN: average precision without positives,
 *       ROC-AUC with one class, the recall of a class without rows. Averages over classes leave such
 *       classes out and are NaN if none is left.
 *   <li>What is undefined because nothing was predicted, or everything the same, is 0: precision, F1,
 *       Matthews' correlation, Cohen's kappa.
 *   <li>NaN among scores or probabilities is an error: a diverged model has no quality.
 * </ul>
 *
 * <p>Values agree with scikit-learn where it has the metric (tested against it).
 */
package org.metabalance.meta.metric;
