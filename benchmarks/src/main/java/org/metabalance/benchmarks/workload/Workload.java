package org.metabalance.benchmarks.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.bilevel.solver.Hypergradients;

/**
 * A training step that is measured, here, in PyTorch and in JAX.
 *
 * @param name what it is called in tables
 * @param kind what is computed
 * @param net the network
 * @param tasks how many tasks share the first weights; 1 but for few-shot learning
 * @param innerBatch examples in each inner step, of each task
 * @param outerBatch examples in the outer loss, of each task
 * @param innerSteps how many inner steps there are
 * @param hypergradient how the outer loss is differentiated through them
 */
public record Workload(
        String name,
        Kind kind,
        Net net,
        int tasks,
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

    /** A step of images with another number of them in each batch: resnet-exact-b8. */
    private static final Pattern OTHER_BATCH = Pattern.compile("(.+)-b([1-9]\\d{0,4})");

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
        PER_EXAMPLE,
        /**
         * MAML (Finn et al., ICML 2017, arXiv 1703.03400): SGD inner steps for each task on its support,
         * their rate a tensor; the hypergradient of the mean loss at the queries; Adam. The tasks are a
         * first axis of everything; one task has none. Images come as an episode, whose loss is that of
         * few-shot learning.
         */
        MAML,
        /**
         * Sharpness-aware minimization (Foret et al., ICLR 2021, arXiv 2010.01412): the gradient of one
         * batch, the ascent along it, the gradient there, Adam.
         */
        SAM
    }

    /** Returns all workloads. */
    public static List<Workload> all() {
        List<Workload> all = new ArrayList<>();
        all.add(metaBalance("credit", Net.CREDIT, 24, 16, 1));
        all.add(metaBalance("small1", Net.SMALL, 128, 128, 1));
        all.add(metaBalance("small5", Net.SMALL, 128, 128, 5));
        all.add(metaBalance("mid1", Net.MID, 128, 128, 1));
        all.add(metaBalance("mid5", Net.MID, 128, 128, 5));
        for (Net net : List.of(Net.CREDIT, Net.SMALL, Net.MID)) {
            String name = "plain-" + net.name().toLowerCase(Locale.ROOT);
            all.add(new Workload(name, Kind.PLAIN, net, 1, 0, 128, 0, Hypergradients.EXACT));
        }
        for (int tasks : new int[] {1, 32}) {
            all.add(maml("maml" + tasks + "-sinusoid", Net.SINUSOID, tasks, 10, 10));
            all.add(maml("maml" + tasks + "-5way", Net.FIVE_WAY, tasks, 25, 75));
        }
        all.add(new Workload("maml-conv4", Kind.MAML, Net.CONV4_FIVE_WAY, 1, 25, 75, FEW,
                Hypergradients.EXACT));
        for (Net net : List.of(Net.SMALL, Net.MID)) {
            String name = "sam-" + net.name().toLowerCase(Locale.ROOT);
            all.add(new Workload(name, Kind.SAM, net, 1, 0, 128, 0, Hypergradients.EXACT));
        }
        for (int steps : new int[] {1, 2, 5, 10, 20, 50}) {
            all.add(deep(steps, Hypergradients.EXACT));
            if (steps >= FEW) {
                all.add(deep(steps, Hypergradients.EXACT_CHECKPOINTED));
            }
        }
        all.add(
                new Workload(
                        "per-example", Kind.PER_EXAMPLE, Net.SMALL, 1, 128, 128, 1,
                        Hypergradients.EXACT));
        for (Net net : List.of(Net.RESNET, Net.CONV4)) {
            String name = net.name().toLowerCase(Locale.ROOT);
            int batch = net == Net.RESNET ? 32 : 64;
            all.add(new Workload(
                    name + "-plain", Kind.PLAIN, net, 1, 0, batch, 0, Hypergradients.EXACT));
            all.add(metaBalance(name + "-exact", net, batch, batch, 1));
        }
        return List.copyOf(all);
    }

    /** Returns how many examples a run learns from. */
    public int examples() {
        return tasks * (innerSteps * innerBatch + outerBatch);
    }

    /** Returns a MetaBalance step of the small network with this number of inner steps. */
    public static Workload deep(int innerSteps, Hypergradient hypergradient) {
        // deep-5, deep-5-checkpointed
        String name = "deep-" + innerSteps + hypergradient.label().replaceFirst("^exact", "");
        return new Workload(
                name, Kind.META_BALANCE, Net.SMALL, 1, 128, 128, innerSteps,
                hypergradient);
    }

    private static Workload metaBalance(String name, Net net, int inner, int outer, int steps) {
        return new Workload(
                name, Kind.META_BALANCE, net, 1, inner, outer, steps, Hypergradients.EXACT);
    }

    private static Workload maml(String name, Net net, int tasks, int shots, int queries) {
        return new Workload(
                name, Kind.MAML, net, tasks, shots, queries, 1, Hypergradients.EXACT);
    }

    /**
     * Returns the workload of a name. Those of images may have another number of them in a batch: {@code
     * resnet-exact-b8} for 8.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Workload named(String name) {
        Matcher other = OTHER_BATCH.matcher(name);
        Optional<Workload> found = other.matches()
                ? listed(other.group(1)).filter(workload -> workload.net.images())
                        .map(workload -> workload.withBatch(
                                name, Integer.parseInt(other.group(2))))
                : listed(name);
        return found.orElseThrow(
                () -> new IllegalArgumentException("workload: there is no '" + name + "'"));
    }

    /** Returns whether a name is that of a step of images, with whatever batch. */
    public static boolean ofImages(String name) {
        Matcher other = OTHER_BATCH.matcher(name);
        return listed(other.matches() ? other.group(1) : name)
                .filter(workload -> workload.net.images()).isPresent();
    }

    /** Returns whether a name is that of a step of the methods that stand beside MetaBalance, with whatever batch. */
    public static boolean ofRelated(String name) {
        Matcher other = OTHER_BATCH.matcher(name);
        return listed(other.matches() ? other.group(1) : name).filter(Workload::related)
                .isPresent();
    }

    private boolean related() {
        return kind == Kind.SAM || kind == Kind.MAML && net.images();
    }

    private static Optional<Workload> listed(String name) {
        return all().stream().filter(workload -> workload.name.equals(name)).findFirst();
    }

    private Workload withBatch(String newName, int batch) {
        return new Workload(newName, kind, net, tasks, innerSteps == 0 ? 0 : batch, batch,
                innerSteps, hypergradient);
    }
}
