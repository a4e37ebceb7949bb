/**
 * Two-level problems: an outer loss at parameters that inner updates have changed, and its gradient
 * <em>through</em> those updates.
 *
 * <p>{@link org.metabalance.meta.bilevel.Bilevel} states a problem, {@link
 * org.metabalance.meta.bilevel.Hypergradient} names the ways to differentiate it. Everything is
 * recorded on the caller's tape: a hypergradient is a tensor like any other, and of the ways that
 * approximate a solution {@link org.metabalance.meta.bilevel.Convergence} tells how far they got. The
 * number of inner steps and of a solver's iterations is fixed when they are recorded: nothing stops
 * early.
 */
package org.metabalance.meta.bilevel;
