package org.metabalance.engine.op;

import org.metabalance.engine.Shape;

/** Shape rules that several primitives share. */
final class Shapes {
    private Shapes() {}

    static Shape same(String operation, Shape a, Shape b) {
        if (!a.equals(b)) {
            throw new IllegalArgumentException(
                    operation + ": shapes must be equal, got " + a + " and " + b);
        }
        return a;
    }

    static void require(boolean holds, String operation, String rule, Object got) {
        if (!holds) {
            throw new IllegalArgumentException(operation + ": " + rule + ", got " + got);
        }
    }
}
