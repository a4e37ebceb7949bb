package org.metabalance.meta.method.transport;

import java.util.Arrays;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;

/**
 * What it costs to bring mass from a training example to a prototype: half by how far their features are apart,
 * half by whether they are of one class. C_ij = (1 - cos(f_i, f_j)) / 2 + |Y_i - Y_j|^2 / (2 K), with one-hot
 * labels Y of K classes. "Combined" in the authors' code, their default.
 */
final class TransportCost {
    private static final double LEAST_NORM = 1e-8;

    private TransportCost() {}

    /**
     * Returns the costs, [m, n], as constants.
     *
     * @param points m of them
     * @param features of the examples of a batch, [n, width]
     * @param labels of these, [n]
     * @param classes K
     */
    static Tensor of(Prototypes.Points points, Tensor features, Tensor labels, int classes) {
        Tape tape = features.tape();
        Tensor cosine = unit(points.features()).matmul(unit(features).transpose());
        Tensor own = tape.constant(
                Arrays.stream(points.classes()).asDoubleStream().toArray()).oneHot(classes);
        // 1 where the classes are one; one-hot labels of two classes differ by 2
        Tensor same = own.matmul(labels.oneHot(classes).transpose());
        Tensor apart = same.rsub(1).mul(2.0 / classes);
        return cosine.rsub(1).add(apart).mul(.5).stopGradient();
    }

    private static Tensor unit(Tensor rows) {
        Tensor norm = rows.square().sumKeep(1).sqrt().maximum(LEAST_NORM);
        return rows.div(norm);
    }
}
