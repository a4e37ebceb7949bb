/**
 * A computation told from its beginning to its end, as plain records: {@link
 * org.metabalance.engine.inspect.explore.Exploration} is a tape operation by operation with the values of a run,
 * what the compiler makes of it rule by rule, a replay of the program, what a first-order gradient leaves out,
 * the loss around where it is, and the derivative printed as Java.
 *
 * <p>Whoever wants a class of their own explored implements {@link
 * org.metabalance.engine.inspect.explore.Explorable}. Knows no format: {@code metabalance explain} makes a page
 * of these records.
 */
package org.metabalance.engine.inspect.explore;
