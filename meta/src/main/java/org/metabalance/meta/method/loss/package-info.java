/**
 * Training losses made for the classes of a training set. {@link
 * org.metabalance.meta.method.loss.TrainingLoss} lists those with a name; any function will do. What is to be
 * weighted by class is a {@link org.metabalance.meta.method.loss.RowLoss}. {@link
 * org.metabalance.meta.method.loss.FocalCosFace} has none, as it wants a last layer of cosines.
 */
package org.metabalance.meta.method.loss;
