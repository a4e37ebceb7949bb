package org.metabalance.meta.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.metric.Merit;

/**
 * The course of a training. Ensembles and tuned methods, which train many networks, tell nothing of it, and
 * methods that report no losses have NaN there.
 *
 * @param epochs in order; empty if nothing was told
 * @param kept the number of the epoch whose weights were kept; -1 if nothing was told
 * @param views how many examples of each group every view of the training examples had, by its name
 */
public record Course(List<Epoch> epochs, int kept, Map<String, int[]> views) {
    /** A training of which nothing was told. */
    public static final Course UNKNOWN = new Course(List.of(), -1, Map.of());

    /** Copies the collections. */
    public Course {
        epochs = List.copyOf(epochs);
        views = new LinkedHashMap<>(views);
    }

    /**
     * An epoch.
     *
     * @param averagePrecision on the validation part
     * @param logLoss likewise
     * @param inner the mean inner loss of its updates; NaN if there is none
     * @param outer the mean outer loss, of a method of one level the training loss
     * @param best whether its weights were kept until a better one came
     */
    public record Epoch(
            double averagePrecision, double logLoss, double inner, double outer, boolean best) {}

    /** Writes down what a training tells. */
    public static class Recorder implements Problem.Progress {
        private final List<Epoch> epochs = new ArrayList<>();
        private final Map<String, int[]> views = new LinkedHashMap<>();
        private int kept = -1;
        private int updates;
        private double inner;
        private double outer;

        /** Begins with an empty page. */
        public Recorder() {}

        @Override
        public void at(double done) {
            // progress is no part of the course
        }

        @Override
        public void losses(double ofInner, double ofOuter) {
            updates++;
            inner += ofInner;
            outer += ofOuter;
        }

        @Override
        public void saw(String view, Examples examples) {
            views.put(view, examples.groupCounts());
        }

        @Override
        public void ended(int epoch, Merit merit, boolean best) {
            kept = best ? epochs.size() : kept;
            epochs.add(new Epoch(
                    merit.averagePrecision(), merit.logLoss(),
                    updates == 0 ? Double.NaN : inner / updates,
                    updates == 0 ? Double.NaN : outer / updates, best));
            updates = 0;
            inner = 0;
            outer = 0;
        }

        /** Returns what was told so far. */
        public Course course() {
            return new Course(epochs, kept, views);
        }
    }
}
