/**
 * Training losses made for the classes of a training set. {@link
 * org.metabalance.meta.method.loss.TrainingLoss} lists those with a name; any function will do.
 */
package org.metabalance.meta.method.loss;
