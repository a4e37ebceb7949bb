package org.metabalance.meta.augment;

import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.Variable;
import org.metabalance.meta.data.DataSet;
import org.metabalance.meta.method.Rows;

/** Augmented points in training: their positions and weights live in variables, changed batch by batch. */
final class LearnedPoints {
    private final DataSet start;
    private final PointBounds bounds;
    private final Variable positions;
    private final Variable weights;
    private final float[] labels;

    /** Creates points that begin at {@code start}, each with weight 1. */
    LearnedPoints(DataSet start, PointBounds bounds) {
        this.start = start;
        this.bounds = bounds;
        positions = new Variable(
                "points", NdArray.of(start.features(), start.rows(), start.width()));
        weights = new Variable(
                "pointWeights", NdArray.full(DType.F32, 1, Shape.of(start.rows())));
        labels = new float[start.rows()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = start.label(i);
        }
    }

    /** Returns the points as they began. */
    DataSet start() {
        return start;
    }

    /** Returns the number of points. */
    int count() {
        return start.rows();
    }

    /** Returns copies of the positions, [count, width] in row-major order. */
    float[] positions() {
        return positions.value().toFloats();
    }

    /** Returns copies of the weights, [count]. */
    float[] weights() {
        return weights.value().toFloats();
    }

    /** Returns the mean Euclidean distance of the points from where they began. */
    double meanDisplacement() {
        int width = start.width();
        double sum = 0;
        for (int i = 0; i < count(); i++) {
            double squares = 0;
            for (int j = 0; j < width; j++) {
                double d = positions.value().get(i * width + j) - start.feature(i, j);
                squares += d * d;
            }
            sum += Math.sqrt(squares);
        }
        return sum / count();
    }

    /** Returns the mean weight. */
    double meanWeight() {
        double sum = 0;
        for (int i = 0; i < count(); i++) {
            sum += weights.value().get(i);
        }
        return sum / count();
    }

    /** Returns a batch of points with their labels. */
    Rows pick(Tape tape, Tensor indices) {
        return new Rows(
                tape.read(positions).gather(0, indices),
                tape.constant(labels).gather(0, indices));
    }

    /** Returns the weights of a batch, [indices]. */
    Tensor pickWeights(Tape tape, Tensor indices) {
        return tape.read(weights).gather(0, indices);
    }

    /** Returns sigma of each feature, [width]; 0 for features that do not move. */
    Tensor deviations(Tape tape) {
        return tape.constant(bounds.deviations());
    }

    /** Records that a batch moves, within the bounds. */
    void assignMoved(Tape tape, Tensor indices, Tensor displacement) {
        int[] dims = {count(), start.width()};
        // diverged weights have no gradient to follow: points stay
        Tensor finite = Tensor.where(
                displacement.eq(displacement), displacement, tape.zeros(displacement.shape()));
        Tensor moved = tape.read(positions).add(finite.scatterAdd(0, indices, count()));
        tape.assign(
                positions,
                moved.maximum(tape.constant(bounds.lower(), dims))
                        .minimum(tape.constant(bounds.upper(), dims)));
    }

    /** Records that the weights of a batch change from {@code before} to {@code after}, [indices]. */
    void assignWeights(Tape tape, Tensor indices, Tensor before, Tensor after) {
        Tensor change = after.sub(before);
        Tensor finite = Tensor.where(change.eq(change), change, tape.zeros(change.shape()));
        // rounding of the difference, or an index twice in a batch, must not lead below 0
        tape.assign(
                weights,
                tape.read(weights).add(finite.scatterAdd(0, indices, count())).maximum(0));
    }
}
