/**
 * Methods that train a model on imbalanced examples, and what they are made of.
 *
 * <p>A {@link org.metabalance.meta.method.Method} is given a {@link org.metabalance.meta.method.Problem}:
 * examples to learn from and to select on, what builds the model, a budget and a seed. It records its
 * update on a tape, batches from a {@link org.metabalance.meta.method.Feed} through a {@link
 * org.metabalance.meta.method.TapedNetwork}, compiles it, and hands it to
 * the {@link org.metabalance.meta.method.Training} loop, which keeps the best epoch. The methods
 * themselves are in the rooms below, a family in each; their names stand in {@code catalog}.
 */
package org.metabalance.meta.method;
