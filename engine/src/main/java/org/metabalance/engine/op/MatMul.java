package org.metabalance.engine.op;

import java.util.List;
import org.metabalance.engine.Shape;
import org.metabalance.engine.SparseMatrix;
import org.metabalance.engine.Tensor;

/**
 * Matrix products over equal leading batch axes: op(A) op(B) where op transposes the last two axes
 * of an argument if its flag is set.
 */
public record MatMul(boolean transposeA, boolean transposeB) implements Op {
    @Override
    public String label() {
        return "matmul";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        Shape a = inputs.get(0);
        Shape b = inputs.get(1);
        String got = a + (transposeA ? "^T" : "") + " x " + b + (transposeB ? "^T" : "");
        Shapes.require(
                a.rank() >= 2 && a.rank() == b.rank(),
                label(),
                "both need the same rank of at least 2",
                got);
        for (int axis = 0; axis < a.rank() - 2; axis++) {
            Shapes.require(a.dim(axis) == b.dim(axis), label(), "batch axes must agree", got);
        }
        Shapes.require(
                a.dim(transposeA ? -2 : -1) == b.dim(transposeB ? -1 : -2),
                label(),
                "inner dimensions must agree",
                got);
        return a.with(-2, a.dim(transposeA ? -1 : -2)).with(-1, b.dim(transposeB ? -2 : -1));
    }

    @Override
    public Tensor adjoint(int i, Tensor g, Tensor y) {
        Tensor a = y.input(0);
        Tensor b = y.input(1);
        // Y = op(A) op(B): the cotangent of op(A) is G op(B)^T, that of op(B) is op(A)^T G
        if (i == 0) {
            return transposeA
                    ? new MatMul(transposeB, true).of(b, g)
                    : new MatMul(false, !transposeB).of(g, b);
        }
        return transposeB
                ? new MatMul(true, transposeA).of(g, a)
                : new MatMul(!transposeA, false).of(a, g);
    }

    private Tensor of(Tensor a, Tensor b) {
        return a.tape().record(this, a, b);
    }

    /** The product of a constant matrix that is mostly zeros with a dense one; linear in the latter. */
    public record Sparse(SparseMatrix matrix) implements Op {
        @Override
        public String label() {
            return "sparseMatmul";
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shape x = inputs.getFirst();
            String got = "[" + matrix.rows() + ", " + matrix.columns() + "] x " + x;
            Shapes.require(x.rank() == 2, label(), "the dense one needs rank 2", got);
            Shapes.require(matrix.columns() == x.dim(0), label(), "inner dimensions must agree",
                    got);
            return Shape.of(matrix.rows(), x.dim(1));
        }

        @Override
        public Tensor adjoint(int i, Tensor g, Tensor y) {
            // Y = S X: the cotangent of X is S^T G
            return matrix.transposed().matmul(g);
        }
    }
}
