/**
 * Probabilities that mean what they say: a {@link org.metabalance.meta.calibration.Calibrator} turns a model's
 * probabilities into calibrated ones. It is fitted on rows that the model was not trained on, and is a record
 * of numbers, so that it can be written to a file or as operators of another system.
 *
 * <p>{@link org.metabalance.meta.calibration.Calibration} lists the kinds there are and fits them by name;
 * {@link org.metabalance.meta.calibration.CalibrationChoice} takes one by name, or the one of the lowest log
 * loss on rows that it was not fitted on.
 *
 * <p>Conventions, the same for all of them:
 *
 * <ul>
 *   <li>Raw probabilities go in, one a class, of a row; calibrated ones come out. Of two classes index 1 is the
 *       positive one.
 *   <li>No calibrator changes the order of two rows by the probability of class 1 of two; isotonic regression
 *       makes rows equal that were not, and so does a slope of 0. With more than two classes {@link
 *       org.metabalance.meta.calibration.Temperature} keeps the order of the classes within a row.
 *   <li>Logarithms are taken of probabilities of at least 2^-126, the least normal number in F32.
 *   <li>What is fitted is fitted to smoothed targets (Platt 1999), so that few rows that can be told apart give no
 *       probability of 0 or 1; rows far beyond those that were seen may come as near to it as the network says.
 *   <li>Labels alone decide what can be fitted: see {@link
 *       org.metabalance.meta.calibration.Calibration#fits}.
 * </ul>
 */
package org.metabalance.meta.calibration;
