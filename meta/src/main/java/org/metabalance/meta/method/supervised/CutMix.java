package org.metabalance.meta.method.supervised;

import java.util.Arrays;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.Trained;
import org.metabalance.nn.Batch;

/**
 * CutMix (Yun et al., ICCV 2019, arXiv 1905.04899): a rectangle of every image is taken from another
 * one, and its label counts by the rectangle's share of the area. One rectangle for a batch, as in the
 * authors' code: with lambda from Beta(alpha, alpha) its sides are sqrt(1 - lambda) of the image's, its
 * centre lies anywhere, and what reaches over the edge is cut off; then lambda is the share that is left.
 * For examples whose first two axes are rows and columns.
 *
 * @param alpha above 0; 1 by default, as in the paper
 * @param probability that a batch is mixed at all, 0 to 1; 0.5 by default, the paper's for CIFAR
 */
public record CutMix(double alpha, double probability) implements Method {
    private static final String INSIDE = "inside";
    private static final String SHARE = "share";

    /** Checks the ranges. */
    public CutMix {
        MixedTraining.requireAlpha("cutmix", alpha);
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                    "cutmix: the probability must be from 0 to 1, got " + probability);
        }
    }

    /** Alpha 1, every second batch. */
    public CutMix() {
        this(1, .5);
    }

    @Override
    public About about() {
        return new About("cutmix",
                "a rectangle of every image from another one, labels mixed by area",
                "Yun et al., ICCV 2019, arXiv 1905.04899");
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the examples are no images
     */
    @Override
    public Trained fit(Problem problem) {
        Shape shape = problem.train().shape();
        if (shape.rank() < 2) {
            throw new IllegalArgumentException("cutmix: needs images, got " + problem.train());
        }
        return MixedTraining.fit(problem, new Rectangles(
                shape, Rng.of(problem.seed()).stream(Seeds.MIXTURES)));
    }

    private final class Rectangles implements MixedTraining.Rule {
        private final Shape shape;
        private final Rng rng;
        private final SharedStateContinuousSampler beta;
        private long run;

        Rectangles(Shape shape, Rng rng) {
            this.shape = shape;
            this.rng = rng.stream(0);
            beta = MixedTraining.beta(alpha, rng);
        }

        @Override
        public MixedTraining.Mixture mix(Batch a, Batch b) {
            Tape tape = a.x().tape();
            int[] dims = new int[shape.rank() + 1];
            Arrays.fill(dims, 1);
            dims[1] = shape.dim(0);
            dims[2] = shape.dim(1);
            Tensor inside = tape.input(INSIDE, dims);
            return new MixedTraining.Mixture(
                    Tensor.where(inside, b.x(), a.x()), tape.input(SHARE));
        }

        @Override
        public void draw(Program program) {
            NdArray inside = program.input(INSIDE);
            int rows = shape.dim(0);
            int columns = shape.dim(1);
            Rng own = rng.stream(run++);
            Rectangle cut = own.uniform(0) < probability
                    ? Rectangle.of(beta.sample(), rows, columns, own)
                    : new Rectangle(0, 0, 0, 0);
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    inside.set(row * columns + column, cut.has(row, column) ? 1 : 0);
                }
            }
            program.input(SHARE).set(0, 1 - cut.area() / ((double) rows * columns));
        }
    }

    /** Rows {@code top} to {@code bottom} - 1, columns {@code left} to {@code right} - 1. */
    record Rectangle(int top, int bottom, int left, int right) {
        static Rectangle of(double lambda, int rows, int columns, Rng rng) {
            double side = Math.sqrt(1 - lambda);
            int height = (int) (rows * side);
            int width = (int) (columns * side);
            int row = rng.below(1, rows);
            int column = rng.below(2, columns);
            return new Rectangle(
                    Math.max(0, row - height / 2), Math.min(rows, row + height / 2),
                    Math.max(0, column - width / 2), Math.min(columns, column + width / 2));
        }

        boolean has(int row, int column) {
            return row >= top && row < bottom && column >= left && column < right;
        }

        int area() {
            return (bottom - top) * (right - left);
        }
    }
}
