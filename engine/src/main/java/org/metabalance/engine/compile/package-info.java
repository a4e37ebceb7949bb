/**
 * From a tape to a plan. {@link org.metabalance.engine.compile.Compiler} takes a graph through the rooms
 * below - {@code rewrite}, {@code lower}, {@code place} - and {@link
 * org.metabalance.engine.compile.Plan} is the outcome, as data that can be printed and run.
 *
 * <p>Nothing here knows kernels or runs anything, and a plan is for the shapes it was made for: other
 * shapes take another tape.
 */
package org.metabalance.engine.compile;
