package org.metabalance.studies.defaults;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.Rng;
import org.metabalance.meta.method.Budget.UntilStalled;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.metric.Merit;

/**
 * What validation rows say along a training, of which any shorter one is a part: so that one training
 * answers for every budget.
 *
 * @param points a row an epoch: updates; AP and log loss on the first half of the validation rows; on the
 *     second half
 */
record LearningCurve(double[][] points) {
    private static final int FIRST = 1;
    private static final int SECOND = 3;

    /**
     * What a budget comes to.
     *
     * @param averagePrecision on the half that did not choose the epoch, mean of both ways
     * @param updates made, mean of both ways
     */
    record Outcome(double averagePrecision, double updates) {}

    /** Follows a training of {@code problem}, and tells {@code progress}. */
    static final class Recorder implements Problem.Progress {
        private final List<double[]> points = new ArrayList<>();
        private final Problem.Progress progress;
        private final int[] labels;
        private final List<int[]> halves;

        Recorder(Problem problem, Problem.Progress progress) {
            this.progress = progress;
            labels = problem.validation().labels();
            halves = halves(labels, problem.validation().classes(), problem.seed());
        }

        @Override
        public void at(double done) {
            progress.at(done);
        }

        @Override
        public void judged(long updates, double[][] probabilities) {
            Merit first = merit(probabilities, halves.getFirst());
            Merit second = merit(probabilities, halves.getLast());
            points.add(new double[] {
                updates, first.averagePrecision(), first.logLoss(), second.averagePrecision(),
                second.logLoss()
            });
        }

        private Merit merit(double[][] probabilities, int[] rows) {
            double[][] own = new double[rows.length][];
            int[] ownLabels = new int[rows.length];
            for (int i = 0; i < rows.length; i++) {
                own[i] = probabilities[rows[i]];
                ownLabels[i] = labels[rows[i]];
            }
            return Merit.of(own, ownLabels);
        }

        /** Returns the rows of {@link LearningCurve#points}; what was not finite is 0 and 99. */
        double[][] points() {
            return points.stream().map(point -> {
                double[] finite = point.clone();
                for (int i = FIRST; i < finite.length; i++) {
                    finite[i] = Double.isFinite(finite[i]) ? finite[i] : i % 2 == 0 ? 99 : 0;
                }
                return finite;
            }).toArray(double[][]::new);
        }
    }

    /** Divides rows into two halves, each class by itself. */
    static List<int[]> halves(int[] labels, int classes, long seed) {
        List<List<Integer>> halves = List.of(new ArrayList<>(), new ArrayList<>());
        for (int c = 0; c < classes; c++) {
            List<Integer> own = new ArrayList<>();
            for (int i = 0; i < labels.length; i++) {
                if (labels[i] == c) {
                    own.add(i);
                }
            }
            int[] order = Rng.of(seed).stream(c).permutation(own.size());
            for (int i = 0; i < order.length; i++) {
                // odd classes begin with the other half, lest one half gets all that is left over
                halves.get((i + c) % 2).add(own.get(order[i]));
            }
        }
        return halves.stream()
                .map(half -> half.stream().mapToInt(Integer::intValue).sorted().toArray())
                .toList();
    }

    /** Returns what the training would have come to with a budget; patience counts updates. */
    Outcome of(UntilStalled budget) {
        Outcome one = chosenBy(FIRST, SECOND, budget);
        Outcome other = chosenBy(SECOND, FIRST, budget);
        return new Outcome(
                (one.averagePrecision() + other.averagePrecision()) / 2,
                (one.updates() + other.updates()) / 2);
    }

    private Outcome chosenBy(int chooses, int measures, UntilStalled budget) {
        double[] best = points[0];
        double[] last = points[0];
        for (double[] point : points) {
            if (point[0] > budget.most()
                    || last[0] >= budget.fewest() && last[0] - best[0] >= budget.patience()) {
                break;
            }
            last = point;
            if (merit(point, chooses).betterThan(merit(best, chooses))) {
                best = point;
            }
        }
        return new Outcome(best[measures], last[0]);
    }

    private static Merit merit(double[] point, int half) {
        return new Merit(point[half], point[half + 1]);
    }
}
