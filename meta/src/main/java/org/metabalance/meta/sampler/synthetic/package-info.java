/**
 * Samplers that make new rows between rows of the smaller classes: SMOTE and its kin.
 *
 * <p>{@link org.metabalance.meta.sampler.synthetic.Smote} is the one that the others refine.
 *
 * <p>Limits: for tables alone, as a point between two rows must be a row.
 */
package org.metabalance.meta.sampler.synthetic;
