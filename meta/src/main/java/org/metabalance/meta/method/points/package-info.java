/**
 * Explicit gradient learning from augmented data: points of the smaller classes are added to the
 * training rows, and where they are and how much they count is learned from what they do to the loss
 * on held-out rows.
 *
 * <p>{@link org.metabalance.meta.method.points.ExplicitGradientLearning} differentiates that loss exactly,
 * through a virtual step of the network (arXiv 2202.10550); {@link
 * org.metabalance.meta.method.points.AugmentedMetaBalance} does so in the inner step of MetaBalance; {@link
 * org.metabalance.meta.method.points.FreshNoise} is the baseline that learns nothing, {@link
 * org.metabalance.meta.method.blackbox.BlackBoxAugmentation} searches a few parameters of an augmentation with
 * validation AP alone (arXiv 2006.08711).
 *
 * <p>What to expect: learned points are SMOTE's or noisy ones moved a little, by a tenth of a standard
 * deviation. Left to themselves they leave the data, and the classifier collapses. Whether they beat
 * the same points left alone depends on the problem and is small beside the luck of one split.
 */
package org.metabalance.meta.method.points;
