/**
 * Study {@code tabular}: every method on several tables, each tuned as much as the others, ranked, with
 * boosted trees beside them.
 *
 * <p>A table on which a method has no result is left out of the ranks. Verdicts on single tables are not
 * corrected for how many there are.
 */
package org.metabalance.studies.tabular;
