package org.metabalance.engine.inspect.explore;

import org.metabalance.engine.inspect.model.Role;

/** What an operation is to the computation as a whole. */
public enum Part {
    /** Set before each run. */
    INPUT,
    /** What lives on between runs. */
    VARIABLE,
    /** Fixed when it was recorded. */
    CONSTANT,
    /** New random numbers in each run. */
    RANDOM,
    /** What the user recorded. */
    FORWARD,
    /** What a gradient appended. */
    ADJOINT,
    /** What a gradient of a gradient appended. */
    SECOND_ORDER,
    /** Beyond that. */
    HIGHER_ORDER;

    static Part of(Role role) {
        return switch (role) {
            case INPUT -> INPUT;
            case PARAMETER -> VARIABLE;
            case CONSTANT -> CONSTANT;
            case RANDOM -> RANDOM;
            case FORWARD -> FORWARD;
            case FIRST_ADJOINT -> ADJOINT;
            case SECOND_ADJOINT -> SECOND_ORDER;
            case HIGHER_ADJOINT -> HIGHER_ORDER;
        };
    }
}
