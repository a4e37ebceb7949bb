/**
 * The primitive operations, a family in a file: for each its name, its shape rule and its derivative
 * rule in terms of primitives, so that derivatives can be differentiated again. {@code Unary} and {@code
 * Binary} are tables, with the value rule beside the derivative.
 *
 * <p>The set is small and closed: the compiler knows every operation. {@link
 * org.metabalance.engine.op.Custom} is where users add operations made of these, with derivative rules
 * of their own; an operation with a kernel of its own cannot be added from outside.
 */
package org.metabalance.engine.op;
