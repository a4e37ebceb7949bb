/**
 * What numbers say: means with their errors, two methods on the same splits
 * ({@link org.metabalance.meta.statistics.PairedDifference}, Student's t, which is corrected for splits that
 * share rows), and many methods on many data sets ({@link org.metabalance.meta.statistics.Ranking}: mean
 * ranks, Friedman's test, then {@link org.metabalance.meta.statistics.PairwiseComparisons} by Wilcoxon's
 * test). {@link org.metabalance.meta.statistics.Holm} corrects for how many tests are made.
 *
 * <p>Knows numbers alone, neither methods nor data.
 */
package org.metabalance.meta.statistics;
