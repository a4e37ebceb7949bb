/**
 * Two-level problems: an outer loss at parameters that inner updates have changed, and its gradient
 * <em>through</em> those updates.
 *
 * <p>{@link org.metabalance.meta.bilevel.Bilevel} states a problem; a {@link
 * org.metabalance.meta.bilevel.Hypergradient} differentiates it, one from the room {@code solver} or one
 * of your own; {@link org.metabalance.meta.bilevel.Trajectory} is what both are made from. Everything is
 * recorded on the caller's tape: a hypergradient is a tensor like any other, and of the ways that
 * approximate a solution {@link org.metabalance.meta.bilevel.Convergence} tells how far they got.
 *
 * <p>Limits: the number of inner steps and of a solver's iterations is fixed when they are recorded,
 * nothing stops early; inner steps cannot have another number of parameters than theta.
 */
package org.metabalance.meta.bilevel;
