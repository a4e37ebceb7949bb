/**
 * What numbers say: means with their errors, two methods on the same splits
 * ({@link org.metabalance.meta.statistics.PairedDifference}, Student's t), and many methods on many data
 * sets ({@link org.metabalance.meta.statistics.Ranking}: mean ranks, Friedman's test, then
 * {@link org.metabalance.meta.statistics.PairwiseComparisons} by Wilcoxon's test with Holm's correction).
 *
 * <p>Knows numbers alone, neither methods nor data. Splits of one table share rows: their differences are
 * not independent, and the t test takes them as if they were, so that its p-values are too small rather
 * than too large.
 */
package org.metabalance.meta.statistics;
