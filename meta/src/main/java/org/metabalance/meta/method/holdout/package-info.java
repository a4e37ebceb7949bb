/**
 * Rows that are held out to judge learned points, and the losses that judge them.
 *
 * <p>{@link org.metabalance.meta.method.holdout.HoldOut} has the settings with their defaults.
 *
 * <p>Limits: a class of one row is never held out.
 */
package org.metabalance.meta.method.holdout;
