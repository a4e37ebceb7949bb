/**
 * Verification: whether two examples are of one identity, told by the cosine of their features, for all
 * examples and within each group of {@link org.metabalance.meta.data.GroupedExamples}. {@link
 * org.metabalance.meta.verification.Pairs} chooses pairs, {@link
 * org.metabalance.meta.verification.Verification} scores them.
 *
 * <p>Limits: an identity is a class. Whether identities were seen in training is for the caller to arrange
 * and to say; published verification of faces is on others than those that were learned.
 */
package org.metabalance.meta.verification;
