/**
 * The hypergradients that are there: {@link org.metabalance.meta.bilevel.solver.Hypergradients} names
 * them and says what each costs. {@link org.metabalance.meta.bilevel.solver.Implicit} takes any {@link
 * org.metabalance.meta.bilevel.solver.LinearSolver}; one of your own is a method on lists of tensors,
 * for which {@link org.metabalance.meta.bilevel.solver.Vectors} has the algebra.
 *
 * <p>Limits: only {@code exact}, {@code truncated} and {@code first-order} can be differentiated again;
 * the others sweep backwards step by step or solve a linear system, with cotangents as constants: no
 * derivative path leads through what they give.
 */
package org.metabalance.meta.bilevel.solver;
