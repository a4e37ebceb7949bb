package org.metabalance.engine.execute;

/** A bound instruction. */
@FunctionalInterface
interface FloatStep {
    void run();
}
