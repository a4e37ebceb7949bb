/**
 * Tensors on a tape, gradients of any order, programs that replay them.
 *
 * <p>One idea: <em>a tape is a program</em>. User code records primitive operations on a {@link
 * org.metabalance.engine.Tape}. {@link org.metabalance.engine.Gradients} walks the tape backwards and
 * appends the adjoint operations to the same tape, in the same primitives, so a gradient can be
 * differentiated again. {@link org.metabalance.engine.Tape#compile} turns a finished tape into a
 * {@link org.metabalance.engine.Program}, which is replayed without allocating anything.
 *
 * <p>Limits: shapes are fixed when a tape is recorded; all tensors of a tape have one element type;
 * a tensor has at most 2^31 - 1 elements.
 */
package org.metabalance.engine;
