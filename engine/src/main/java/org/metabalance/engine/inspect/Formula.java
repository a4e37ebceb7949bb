package org.metabalance.engine.inspect;

/** A value that an instruction gives a name to. */
record Formula(String name, String expression) {
    @Override
    public String toString() {
        return name + " = " + expression;
    }
}
