package org.metabalance.meta.sampler.synthetic;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_node;
import libsvm.svm_parameter;
import libsvm.svm_problem;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.sampler.neighbour.MixedSpace;

/**
 * The support vectors of a classifier of a data set: those rows on which its boundary rests. The
 * classifier is scikit-learn's default, a C-SVC with C = 1 and a Gaussian kernel, exp(-gamma d^2) with
 * gamma = 1 / (width times the variance of all numbers), one class against one; by LIBSVM, to its
 * tolerance of 0.001. Distances are those of {@link MixedSpace}, the penalty of a category taken over
 * all rows.
 */
final class SupportVectors {
    private static final double COST = 1;
    private static final double TOLERANCE = 1e-3;
    private static final double CACHE_MEGABYTES = 200;

    static {
        // it tells its progress on the standard output
        svm.svm_set_print_string_function(message -> {});
    }

    private SupportVectors() {}

    /** Returns the support vectors of {@code train}, all classes together, ascending. */
    static int[] of(EncodedTable train) {
        // class by class, as LIBSVM would take them: the result depends on no other order
        int[] rows = IntStream.range(0, train.rows())
                .boxed()
                .sorted(Comparator.comparingInt(train::label))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] points = MixedSpace.coordinates(train, rows, rows);
        svm_problem problem = new svm_problem();
        problem.l = rows.length;
        problem.x = new svm_node[rows.length][];
        problem.y = Arrays.stream(rows).mapToDouble(train::label).toArray();
        for (int i = 0; i < rows.length; i++) {
            problem.x[i] = nodes(points, i * train.width(), train.width());
        }
        svm_model model = svm.svm_train(problem, parameter(gamma(points, train.width())));
        // LIBSVM counts from 1
        return Arrays.stream(model.sv_indices).map(index -> rows[index - 1]).sorted().toArray();
    }

    /** Returns the kernel's gamma: 1 if all numbers are equal, as in scikit-learn. */
    static double gamma(double[] points, int width) {
        double mean = Arrays.stream(points).average().orElse(0);
        double variance = 0;
        for (double x : points) {
            variance += (x - mean) * (x - mean) / points.length;
        }
        return variance == 0 ? 1 : 1 / (width * variance);
    }

    private static svm_parameter parameter(double gamma) {
        svm_parameter parameter = new svm_parameter();
        parameter.svm_type = svm_parameter.C_SVC;
        parameter.kernel_type = svm_parameter.RBF;
        parameter.gamma = gamma;
        parameter.C = COST;
        parameter.eps = TOLERANCE;
        parameter.cache_size = CACHE_MEGABYTES;
        parameter.shrinking = 1;
        parameter.weight_label = new int[0];
        parameter.weight = new double[0];
        return parameter;
    }

    /** Returns a point as LIBSVM has it: what is not there is 0. */
    private static svm_node[] nodes(double[] points, int from, int width) {
        return IntStream.range(0, width)
                .filter(j -> points[from + j] != 0)
                .mapToObj(j -> {
                    svm_node node = new svm_node();
                    node.index = j + 1;
                    node.value = points[from + j];
                    return node;
                })
                .toArray(svm_node[]::new);
    }
}
