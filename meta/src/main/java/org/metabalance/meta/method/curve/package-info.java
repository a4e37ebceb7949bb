/**
 * Example weights learned from the course of an example's loss: {@link org.metabalance.meta.method.curve.CurveNet}.
 * {@link org.metabalance.meta.method.curve.Probe} records the courses, {@link
 * org.metabalance.meta.method.curve.Separation} tells how well they tell wrong labels from rare classes.
 */
package org.metabalance.meta.method.curve;
