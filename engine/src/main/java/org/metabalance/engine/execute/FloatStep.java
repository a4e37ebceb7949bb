package org.metabalance.engine.execute;

/** A bound instruction. */
@FunctionalInterface
interface FloatStep extends Runnable {}
