/**
 * Losses: {@link org.metabalance.nn.loss.Losses} of classifiers, from logits, {@link
 * org.metabalance.nn.loss.RegressionLosses} of predicted numbers. Weights, smoothing and what a
 * weighted sum is divided by stand in {@link org.metabalance.nn.loss.LossOptions}, since papers differ
 * in the last. Any function of tensors is a loss: these have no privilege.
 *
 * <p>Limits: values were compared with PyTorch; logits of a classifier are [n] or [n, classes], never
 * a map of them.
 */
package org.metabalance.nn.loss;
