package org.metabalance.meta.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.metric.Merit;

/**
 * The course of what a method trained: one training, or every one that its model is made of. Of what was only
 * tried, by a search for settings, nothing is left.
 *
 * @param trainings in the order in which they were made; empty if nothing was told
 */
public record Course(List<Training> trainings) {
    /** A training of which nothing was told. */
    public static final Course UNKNOWN = new Course(List.of());

    /** Copies the list. */
    public Course {
        trainings = List.copyOf(trainings);
    }

    /**
     * One training. Methods that report no losses have NaN there.
     *
     * @param name what tells it from the others, such as {@code member 3}; empty for a single one
     * @param epochs in order
     * @param kept the number of the epoch whose weights were kept, from 0; -1 if no epoch was told
     * @param views how many examples of each group every view of the training examples had, by its name
     */
    public record Training(String name, List<Epoch> epochs, int kept, Map<String, int[]> views) {
        /** Copies the collections. */
        public Training {
            epochs = List.copyOf(epochs);
            views = new LinkedHashMap<>(views);
        }
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
        private final List<Page> pages = new ArrayList<>();

        /** Begins with nothing written. */
        public Recorder() {}

        /** What is written of one training. */
        private static final class Page {
            private final String name;
            private final List<Epoch> epochs = new ArrayList<>();
            private final Map<String, int[]> views = new LinkedHashMap<>();
            private int kept = -1;
            private int updates;
            private double inner;
            private double outer;

            Page(String name) {
                this.name = name;
            }

            /** Returns what was told in the epoch that ends, and begins the next. */
            Epoch end(Merit merit, boolean best) {
                kept = best ? epochs.size() : kept;
                Epoch epoch = new Epoch(
                        merit.averagePrecision(), merit.logLoss(),
                        updates == 0 ? Double.NaN : inner / updates,
                        updates == 0 ? Double.NaN : outer / updates, best);
                epochs.add(epoch);
                updates = 0;
                inner = 0;
                outer = 0;
                return epoch;
            }

            boolean empty() {
                return epochs.isEmpty() && views.isEmpty();
            }
        }

        private Page page() {
            if (pages.isEmpty()) {
                pages.add(new Page(""));
            }
            return pages.getLast();
        }

        @Override
        public void at(double done) {
            // progress is no part of the course
        }

        @Override
        public void begins(String training) {
            pages.add(new Page(training));
        }

        @Override
        public void chose(String training) {
            String scope = training.substring(0, training.lastIndexOf(": ") + 1);
            pages.removeIf(page -> page.name.startsWith(scope) && !page.name.equals(training)
                    && !page.name.startsWith(training + ": "));
        }

        @Override
        public void losses(double ofInner, double ofOuter) {
            Page page = page();
            page.updates++;
            page.inner += ofInner;
            page.outer += ofOuter;
        }

        @Override
        public void saw(String view, Examples examples) {
            page().views.put(view, examples.groupCounts());
        }

        @Override
        public void ended(int epoch, Merit merit, boolean best) {
            Page page = page();
            told(page.name, page.epochs.size(), page.end(merit, best));
        }

        /**
         * An epoch has been written down. Does nothing; for those who look on.
         *
         * @param training what its training is called
         * @param number of the epoch, from 0
         */
        protected void told(String training, int number, Epoch epoch) {}

        /** Returns what was told so far. */
        public Course course() {
            return new Course(pages.stream().filter(page -> !page.empty())
                    .map(page -> new Training(page.name, page.epochs, page.kept, page.views))
                    .toList());
        }
    }
}
