package org.metabalance.engine;

/** What a derivative with respect to something that has no derivative path is. */
public enum Unconnected {
    /** An error that names it and where the path ends. */
    ERROR,
    /** Zeros. */
    ZERO
}
