package org.metabalance.engine.kernel.gemm;

import org.metabalance.engine.kernel.FloatMatrix;

/**
 * What a thread computes of a product C (+)= A B: a rectangle of C, over a stretch of the sum at a time.
 * Each thread has one and uses it for all products, so that none costs an allocation.
 */
final class FloatPart {

    FloatMatrix a;
    FloatMatrix b;
    FloatMatrix c;

    /** The rectangle of C: rows {@code top ... bottom - 1} and columns {@code left ... right - 1}. */
    int top;
    int bottom;
    int left;
    int right;

    /** The stretch: {@code k} columns of A and rows of B, beginning with this. */
    int from;
    int k;

    /** Whether the stretch is added to C. */
    boolean add;

    /** Sets the product and all of C. */
    void of(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
        this.a = a;
        this.b = b;
        this.c = c;
        top = 0;
        bottom = c.rows();
        left = 0;
        right = c.columns();
    }

    /** Forgets the operands: the thread may live longer than the program they belong to. */
    void clear() {
        a = null;
        b = null;
        c = null;
    }
}
