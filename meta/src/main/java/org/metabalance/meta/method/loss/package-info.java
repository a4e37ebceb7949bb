/**
 * Training losses made for the classes of a training set. {@link
 * org.metabalance.meta.method.loss.TrainingLoss} lists those with a name; any function will do. {@link
 * org.metabalance.meta.method.loss.FocalCosFace} has none, as it wants a last layer of cosines.
 */
package org.metabalance.meta.method.loss;
