package org.metabalance.engine.inspect.model;

/** A value that an instruction gives a name to. */
public record Formula(String name, String expression) {
    @Override
    public String toString() {
        return name + " = " + expression;
    }
}
