/**
 * Tapes into shorter tapes. {@link org.metabalance.engine.compile.rewrite.Simplify} writes the live part
 * of a tape again: each rule of {@code Rules} and {@code MovementRules} is one identity, equal
 * operations become one, what is dead is not written. {@link
 * org.metabalance.engine.compile.rewrite.Distribution} then multiplies products out where that takes
 * fewer multiply-adds.
 *
 * <p>An identity is used only where it holds for floating-point numbers up to rounding, over their whole
 * range; {@code Rules} says what that rules out, and {@code Distribution} for which numbers it holds. 0 x is
 * 0 even where x is not finite. Nothing is merged across a barrier.
 */
package org.metabalance.engine.compile.rewrite;
