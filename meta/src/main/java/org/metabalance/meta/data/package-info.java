/**
 * What is learned from. {@link org.metabalance.meta.data.Examples} is all that methods see of it: how
 * many examples, of which classes, and how a batch of them comes onto a tape. A kind of example is a
 * room of its own: encoded rows in {@link org.metabalance.meta.data.table}, images in {@link
 * org.metabalance.meta.data.image}.
 *
 * <p>Limits: the labels of all examples lie on the heap, and indices stand in 32-bit floats on a tape, so
 * that a set has at most 2^24 examples.
 */
package org.metabalance.meta.data;
