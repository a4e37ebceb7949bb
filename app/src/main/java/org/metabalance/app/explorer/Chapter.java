package org.metabalance.app.explorer;

import org.metabalance.engine.inspect.explore.Operation;
import org.metabalance.engine.op.Barrier;

/** The chapters of {@code docs/course} and what of a page each of them explains. */
enum Chapter {
    SCALAR_TAPE("a scalar tape in ninety lines"),
    TENSORS("tensors, and why rules are written in primitives"),
    SECOND_ORDER("gradient of a gradient, and several ways to one Hessian"),
    COMPILE("compile and replay"),
    INNER_LOOP("an inner loop and the gradient through it"),
    FIRST_ORDER("first order against exact, and the collapse"),
    IMPLICIT("implicit gradients, CG and Neumann"),
    MEMORY("memory: checkpoints"),
    LEARNING("learning where to put data and what to weigh"),
    RARE("precision-recall when one in a thousand matters");

    private final String title;

    Chapter(String title) {
        this.title = title;
    }

    /** Returns number and title. */
    String text() {
        return ordinal() + 1 + ": " + title;
    }

    /**
     * Returns the chapter that explains an operation.
     *
     * @param constant whether it is a gradient that a first-order one counts as a constant
     * @param twoLevels whether there are inner updates
     */
    static Chapter of(Operation operation, boolean constant, boolean twoLevels) {
        boolean stepping = operation.path().stream().anyMatch(it -> it.startsWith("inner step"));
        if (operation.op() instanceof Barrier) {
            return MEMORY;
        }
        if (constant) {
            return FIRST_ORDER;
        }
        return switch (operation.part()) {
            case SECOND_ORDER, HIGHER_ORDER -> twoLevels ? INNER_LOOP : Chapter.SECOND_ORDER;
            case ADJOINT -> SCALAR_TAPE;
            case FORWARD -> stepping ? INNER_LOOP : TENSORS;
            case INPUT, VARIABLE, CONSTANT, RANDOM -> COMPILE;
        };
    }
}
