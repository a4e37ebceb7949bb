/**
 * Samplers: training sets with other class proportions.
 *
 * <p>A {@link org.metabalance.meta.sampler.Sampler} turns a training set into another one. Those that
 * only choose among the rows are {@link org.metabalance.meta.sampler.RowSampler}s and can also say
 * which rows they chose. {@link org.metabalance.meta.sampler.Smote} makes new rows between
 * neighbours. All work with any number of classes, draw from an explicit generator and leave the data
 * set they are given as it is.
 *
 * <p>Semantics and defaults follow imbalanced-learn, so that results can be compared: what is
 * different stands at the class. The random numbers are this library's own, so single draws differ.
 *
 * <p>Resample the training part only: a resampled validation or test part measures another problem.
 */
package org.metabalance.meta.sampler;
