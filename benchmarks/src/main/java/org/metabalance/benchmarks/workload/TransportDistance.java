package org.metabalance.benchmarks.workload;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.solver.Neumann;
import org.metabalance.meta.transport.Sinkhorn;

/**
 * The distance by which optimal transport weighs examples: sum pi C between prototypes of equal mass and
 * examples, whose masses are a softmax of their weights. Its gradient is that by the weights and by the costs.
 *
 * @param prototypes rows of the costs
 * @param examples columns of the costs
 * @param iterations of Sinkhorn
 * @param implicit whether the plan is differentiated at its fixed point, by as many terms of Neumann's series as
 *     there are iterations, not through these
 */
public record TransportDistance(int prototypes, int examples, int iterations, boolean implicit)
        implements MeasuredFunction {
    /** Of the costs, which are in [0, 1]: that of the published method. */
    private static final double EPS = 0.1;

    private static final String COST = "cost";
    private static final String WEIGHTS = "weights";
    private static final Rng SEED = Rng.of(20221130);

    /** Returns both derivatives of 50 iterations on 128 x 1,000 costs. */
    public static List<TransportDistance> all() {
        return List.of(
                new TransportDistance(128, 1000, 50, false),
                new TransportDistance(128, 1000, 50, true));
    }

    @Override
    public String name() {
        return "sinkhorn-" + (implicit ? "implicit" : "unrolled");
    }

    @Override
    public Map<String, String> description() {
        return Map.of(
                "kind", "SINKHORN",
                "eps", Double.toString(EPS),
                "iterations", Integer.toString(iterations),
                "implicit", Boolean.toString(implicit));
    }

    @Override
    public Map<String, NdArray> inputs() {
        Map<String, NdArray> inputs = new LinkedHashMap<>();
        inputs.put(COST, uniform(SEED.stream(0), prototypes, examples));
        inputs.put(WEIGHTS, uniform(SEED.stream(1), examples));
        return inputs;
    }

    @Override
    public List<String> wanted() {
        return List.of(COST, WEIGHTS);
    }

    @Override
    public Tensor value(Map<String, Tensor> inputs) {
        Tensor cost = inputs.get(COST);
        double[] even = new double[prototypes];
        Arrays.fill(even, 1.0 / prototypes);
        Sinkhorn sinkhorn = new Sinkhorn(EPS, iterations);
        return (implicit ? sinkhorn.with(Sinkhorn.implicit(new Neumann(iterations, 1))) : sinkhorn)
                .distance(cost, cost.tape().constant(even), inputs.get(WEIGHTS).softmax(0));
    }

    private static NdArray uniform(Rng rng, int... dims) {
        NdArray array = NdArray.zeros(DType.F32, Shape.of(dims));
        for (int i = 0; i < array.size(); i++) {
            array.set(i, rng.uniform(i));
        }
        return array;
    }
}
