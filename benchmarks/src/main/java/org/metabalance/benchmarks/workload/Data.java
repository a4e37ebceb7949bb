package org.metabalance.benchmarks.workload;

import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;

/**
 * The numbers of a workload's inputs: the same in every JVM, and for each input however many there are.
 *
 * @param workload whose they are
 */
record Data(Workload workload) {
    private static final Rng SEED = Rng.of(20220210);
    private static final double POSITIVES = 0.3;
    /** MAML's sinusoids: A sin(x - phase) for x in [-5, 5], A in [.1, 5], phase in [0, pi]. */
    private static final double FARTHEST = 5;

    private static final double SMALLEST = 0.1;
    private static final double LARGEST = 5;

    /** Returns numbers for an input. */
    NdArray of(String name, NdArray like) {
        Rng rng = SEED.stream(name.hashCode());
        NdArray values = NdArray.zeros(like.dtype(), like.shape());
        for (int i = 0; i < values.size(); i++) {
            values.set(i, number(name, rng, i));
        }
        return values;
    }

    private double number(String name, Rng rng, int i) {
        if (name.equals(Recipe.RATE)) {
            return Workload.INNER_RATE;
        }
        if (name.equals(Recipe.PRESENT) || name.equals(Recipe.CLASS_WEIGHTS)) {
            return 1;
        }
        if (name.equals(Recipe.WEIGHTS)) {
            return 0.5 + rng.uniform(i);
        }
        return name.endsWith(".x") ? feature(rng, i) : target(name, rng, i);
    }

    /** Normal features; those of sinusoids are uniform. */
    private double feature(Rng rng, int i) {
        return workload.net().target() == Net.Target.NUMBER
                ? FARTHEST * (2 * rng.uniform(i) - 1)
                : rng.normal(i);
    }

    /** Random classes, or each task's sinusoid at the example's feature. */
    private double target(String name, Rng rng, int i) {
        return switch (workload.net().target()) {
            case BINARY -> rng.uniform(i) < POSITIVES ? 1 : 0;
            case CLASS -> rng.below(i, workload.net().logits());
            case NUMBER -> {
                boolean inner = !name.equals(Recipe.OUTER_Y);
                int task = i / (inner ? workload.innerBatch() : workload.outerBatch());
                double x = feature(
                        SEED.stream(name.replaceFirst("y$", "x").hashCode()), i);
                // what makes the task is the same for its support and its query
                double amplitude = SMALLEST
                        + (LARGEST - SMALLEST) * SEED.stream("amplitude".hashCode()).uniform(task);
                double phase = Math.PI * SEED.stream("phase".hashCode()).uniform(task);
                yield amplitude * Math.sin(x - phase);
            }
        };
    }
}
