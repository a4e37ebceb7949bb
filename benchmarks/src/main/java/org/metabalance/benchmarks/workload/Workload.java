package org.metabalance.benchmarks.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.bilevel.solver.Hypergradients;

/**
 * A training step that is measured, here and in PyTorch.
 *
 * @param name what it is called in tables
 * @param kind what is computed
 * @param net the network
 * @param innerBatch examples in each inner step
 * @param outerBatch examples in the outer loss
 * @param innerSteps how many inner steps there are
 * @param hypergradient how the outer loss is differentiated through them
 */
public record Workload(
        String name,
        Kind kind,
        Net net,
        int innerBatch,
        int outerBatch,
        int innerSteps,
        Hypergradient hypergradient) {

    /** The learning rate of the inner steps. */
    public static final double INNER_RATE = 0.01;

    /**
     * The learning rate of Adam: small, for a step is repeated thousands of times on one batch. At a
     * usual rate the network would learn the batch by heart and units would die; their gradients and
     * moments would fade into subnormal numbers, which some processors reckon with a hundred times
     * more slowly.
     */
    public static final double OUTER_RATE = 1e-5;

    /** With fewer inner steps, computing them again saves no memory worth the time. */
    private static final int FEW = 5;

    /** What a step computes. */
    public enum Kind {
        /** SGD inner steps, the hypergradient of the outer loss, Adam. */
        META_BALANCE,
        /** The gradient of one batch, Adam. */
        PLAIN,
        /**
         * The hypergradient with respect to the weight of each inner example, through one SGD step:
         * the heart of learning to reweight. Nothing is updated.
         */
        PER_EXAMPLE
    }

    /** Returns all workloads. */
    public static List<Workload> all() {
        List<Workload> all = new ArrayList<>();
        all.add(metaBalance("credit", Net.CREDIT, 24, 16, 1));
        all.add(metaBalance("small1", Net.SMALL, 128, 128, 1));
        all.add(metaBalance("small5", Net.SMALL, 128, 128, 5));
        all.add(metaBalance("mid1", Net.MID, 128, 128, 1));
        all.add(metaBalance("mid5", Net.MID, 128, 128, 5));
        for (Net net : Net.values()) {
            String name = "plain-" + net.name().toLowerCase(Locale.ROOT);
            all.add(new Workload(name, Kind.PLAIN, net, 0, 128, 0, Hypergradients.EXACT));
        }
        for (int steps : new int[] {1, 2, 5, 10, 20, 50}) {
            all.add(deep(steps, Hypergradients.EXACT));
            if (steps >= FEW) {
                all.add(deep(steps, Hypergradients.EXACT_CHECKPOINTED));
            }
        }
        all.add(
                new Workload(
                        "per-example", Kind.PER_EXAMPLE, Net.SMALL, 128, 128, 1,
                        Hypergradients.EXACT));
        return List.copyOf(all);
    }

    /** Returns a MetaBalance step of the small network with this number of inner steps. */
    public static Workload deep(int innerSteps, Hypergradient hypergradient) {
        // deep-5, deep-5-checkpointed
        String name = "deep-" + innerSteps + hypergradient.label().replaceFirst("^exact", "");
        return new Workload(
                name, Kind.META_BALANCE, Net.SMALL, 128, 128, innerSteps,
                hypergradient);
    }

    private static Workload metaBalance(String name, Net net, int inner, int outer, int steps) {
        return new Workload(
                name, Kind.META_BALANCE, net, inner, outer, steps, Hypergradients.EXACT);
    }

    /**
     * Returns the workload of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Workload named(String name) {
        return all().stream()
                .filter(workload -> workload.name.equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("workload: there is no '" + name + "'"));
    }
}
