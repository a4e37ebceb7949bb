/**
 * Looking inside: a {@link org.metabalance.engine.Tape tape} and a compiled {@link
 * org.metabalance.engine.Program program} as {@linkplain org.metabalance.engine.inspect.Inspect
 * text, Graphviz and HTML}, with the names of parameters and the user's source lines; a run printed
 * value by value; and a {@linkplain org.metabalance.engine.inspect.NanWatch watch} for the first NaN.
 *
 * <p>A view of a program shows what remains after simplification and fusion: repeated
 * subexpressions stand once, under the line that wrote them first, and operations that only move
 * elements have become the way in which an operand is read. What a chain computes between its
 * operations is not kept by a run: the watch computes it again, with the scalar rules.
 *
 * <p>{@code model} prepares what is shown, {@code view} writes it down; neither is exported.
 */
package org.metabalance.engine.inspect;
