package org.metabalance.engine.inspect.explore;

import java.util.List;
import org.metabalance.engine.Shape;
import org.metabalance.engine.op.Op;

/**
 * One operation of a tape.
 *
 * @param index its place on the tape
 * @param name the user's name for its result, empty if there is none
 * @param op the primitive
 * @param call the primitive with its operands, as text
 * @param shape of the result
 * @param part what it is to the whole
 * @param path the groups it belongs to, the outermost first: the scopes of the user, and for an adjoint the
 *     scope in which the gradient was asked for and what it is the adjoint of
 * @param line the user's line, empty if unknown
 * @param adjointOf the operation whose adjoint it helps to form, -1 for what the user recorded
 * @param inputs the places of its operands
 * @param number the one number it holds everywhere if it is a constant repeated, else NaN
 */
public record Operation(
        int index,
        String name,
        Op op,
        String call,
        Shape shape,
        Part part,
        List<String> path,
        String line,
        int adjointOf,
        List<Integer> inputs,
        double number) {}
