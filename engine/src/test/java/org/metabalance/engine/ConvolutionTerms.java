package org.metabalance.engine;

import org.metabalance.engine.op.Convolution;

/** The products that a convolution or an adjoint of it is made of, one by one, as its formula has them. */
final class ConvolutionTerms {
    private ConvolutionTerms() {}

    /** Product of elements a and b of the operands, which is added to element z of the result. */
    interface Term {
        void add(int z, int a, int b);
    }

    static void each(Convolution op, Tensor t, Term term) {
        Shape x = op instanceof Convolution.InputAdjoint ? t.shape() : t.input(0).shape();
        Shape w = op instanceof Convolution.WeightAdjoint ? t.shape() : t.input(1).shape();
        Shape y = switch (op) {
            case Convolution.Forward forward -> t.shape();
            case Convolution.InputAdjoint adjoint -> t.input(0).shape();
            case Convolution.WeightAdjoint adjoint -> t.input(1).shape();
        };
        int groups = op.geometry().groups();
        int filters = w.dim(3) / groups;
        for (int yi = 0; yi < y.size(); yi++) {
            int[] at = Interpreter.position(yi, y);
            for (int p = 0; p < w.dim(0); p++) {
                for (int q = 0; q < w.dim(1); q++) {
                    int row = at[1] * op.geometry().height().stride()
                            - op.geometry().height().before()
                            + p * op.geometry().height().dilation();
                    int column = at[2] * op.geometry().width().stride()
                            - op.geometry().width().before()
                            + q * op.geometry().width().dilation();
                    if (row < 0 || row >= x.dim(1) || column < 0 || column >= x.dim(2)) {
                        continue;
                    }
                    for (int c = 0; c < w.dim(2); c++) {
                        int channel = at[3] / filters * w.dim(2) + c;
                        int xi = Interpreter.index(new int[] {at[0], row, column, channel}, x);
                        int wi = Interpreter.index(new int[] {p, q, c, at[3]}, w);
                        switch (op) {
                            case Convolution.Forward forward -> term.add(yi, xi, wi);
                            case Convolution.InputAdjoint adjoint -> term.add(xi, yi, wi);
                            case Convolution.WeightAdjoint adjoint -> term.add(wi, xi, yi);
                        }
                    }
                }
            }
        }
    }

    /** Returns the most products that one element can be a sum of. */
    static int most(Convolution op, Tensor t) {
        Shape b = t.input(1).shape();
        return switch (op) {
            case Convolution.Forward forward -> b.dim(0) * b.dim(1) * b.dim(2);
            case Convolution.InputAdjoint adjoint ->
                    b.dim(0) * b.dim(1) * (b.dim(3) / op.geometry().groups());
            case Convolution.WeightAdjoint adjoint -> b.dim(0) * b.dim(1) * b.dim(2);
        };
    }
}
