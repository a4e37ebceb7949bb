package org.metabalance.meta.method.points;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.Variable;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.nn.Batch;

/**
 * Augmented points in training: their positions and weights live in variables, changed batch by batch.
 * Only features that may move are kept there, since every update writes all of them.
 */
final class LearnedPoints {
    private final EncodedTable start;
    private final int[] moving;
    private final float[] lower;
    private final float[] upper;
    private final float[] deviations;
    private final Variable positions;
    private final Variable weights;
    private final float[] labels;

    /** Creates points that begin at {@code start}, each with weight 1. */
    LearnedPoints(EncodedTable start, PointBounds bounds) {
        this.start = start;
        moving = IntStream.range(0, start.width()).filter(j -> bounds.deviations()[j] > 0)
                .toArray();
        lower = columns(bounds.lower());
        upper = columns(bounds.upper());
        deviations = new float[moving.length];
        for (int m = 0; m < moving.length; m++) {
            deviations[m] = bounds.deviations()[moving[m]];
        }
        positions = new Variable(
                "points", NdArray.of(columns(start.features()), count(), moving.length));
        weights = new Variable("pointWeights", NdArray.full(DType.F32, 1, Shape.of(count())));
        labels = new float[count()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = start.label(i);
        }
    }

    /** Returns the columns that may move, [count, moving]. */
    private float[] columns(float[] values) {
        float[] columns = new float[count() * moving.length];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = values[i / moving.length * start.width() + moving[i % moving.length]];
        }
        return columns;
    }

    /** Returns the points as they began. */
    EncodedTable start() {
        return start;
    }

    /** Returns the number of points. */
    int count() {
        return start.rows();
    }

    /** Returns whether some feature may move at all. */
    boolean movable() {
        return moving.length > 0;
    }

    /** Returns a copy of the positions, [count, width] in row-major order. */
    float[] positions() {
        float[] all = start.features().clone();
        for (int i = 0; i < positions.value().size(); i++) {
            all[i / moving.length * start.width() + moving[i % moving.length]] = positions.value()
                    .floats()[i];
        }
        return all;
    }

    /** Returns a copy of the weights, [count]. */
    float[] weights() {
        return weights.value().toFloats();
    }

    /** Returns the mean Euclidean distance of the points from where they began. */
    double meanDisplacement() {
        double sum = 0;
        for (int i = 0; i < count(); i++) {
            double squares = 0;
            for (int m = 0; m < moving.length; m++) {
                double d = positions.value().get(i * moving.length + m)
                        - start.feature(i, moving[m]);
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

    /**
     * A batch of points.
     *
     * @param moving the features that may move, [n, moving]: what to differentiate by; null if there
     *     are none
     * @param rows all features, [n, width], made of these and of those that stay, with labels
     */
    record Picked(Tensor moving, Batch rows) {}

    /** Returns a batch of points. */
    Picked pick(Tape tape, Tensor indices) {
        Tensor label = tape.constant(labels).gather(0, indices);
        Tensor moved = movable() ? tape.read(positions).gather(0, indices) : null;
        if (moving.length == start.width()) {
            return new Picked(moved, new Batch(moved, label));
        }
        float[] rest = start.features().clone();
        for (int i = 0; i < count(); i++) {
            for (int j : moving) {
                rest[i * start.width() + j] = 0;
            }
        }
        Tensor staying = tape.constant(rest, count(), start.width()).gather(0, indices);
        if (moved == null) {
            return new Picked(null, new Batch(staying, label));
        }
        double[] columns = Arrays.stream(moving).asDoubleStream().toArray();
        // adding to 0 is exact
        Tensor all = staying.add(
                moved.scatterAdd(1, tape.constant(columns), start.width()));
        return new Picked(moved, new Batch(all, label));
    }

    /** Returns the weights of a batch, [indices]. */
    Tensor pickWeights(Tape tape, Tensor indices) {
        return tape.read(weights).gather(0, indices);
    }

    /** Returns sigma of each feature that may move. */
    Tensor deviations(Tape tape) {
        return tape.constant(deviations);
    }

    /**
     * Records that a batch moves, within the bounds.
     *
     * @param displacement of the features that may move, [indices, moving]
     */
    void assignMoved(Tape tape, Tensor indices, Tensor displacement) {
        int[] dims = {count(), moving.length};
        // diverged weights have no gradient to follow: points stay
        Tensor finite = Tensor.where(
                displacement.eq(displacement), displacement, tape.zeros(displacement.shape()));
        Tensor moved = tape.read(positions).add(finite.scatterAdd(0, indices, count()));
        tape.assign(
                positions,
                moved.maximum(tape.constant(lower, dims)).minimum(tape.constant(upper, dims)));
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
