package org.metabalance.meta.decision;

import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import org.metabalance.meta.metric.ThresholdRule;

/** What the threshold of two classes is chosen for. */
public sealed interface DecisionRule {
    /**
     * A threshold.
     *
     * @param threshold of the calibrated probability
     * @param unmet what no threshold could do and what was taken instead; empty if all is well
     */
    record Choice(double threshold, String unmet) {}

    /**
     * A metric, or a given number.
     *
     * @param rule which
     */
    record Usual(ThresholdRule rule) implements DecisionRule {
        @Override
        public String label() {
            return rule.label();
        }
    }

    /** What {@link OperatingPoints} tell enough for. */
    sealed interface Pick extends DecisionRule {
        /** Returns the threshold for it. */
        Choice from(OperatingPoints points);
    }

    /**
     * The least cost; of equally cheap thresholds the one nearest to {@link Costs#bayesThreshold}, of equally near
     * ones the lower.
     *
     * @param costs of mistakes
     */
    record LeastCost(Costs costs) implements Pick {
        @Override
        public Choice from(OperatingPoints points) {
            double bayes = costs.bayesThreshold();
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < points.size(); i++) {
                least = Math.min(least, points.cost(i, costs));
            }
            double most = least * (1 + 1e-12); // the same sums can round differently
            int chosen = best(points.size(), i -> points.cost(i, costs) <= most,
                    i -> -Math.abs(points.thresholds()[i] - bayes), i -> i);
            return new Choice(points.thresholds()[chosen], "");
        }

        @Override
        public String label() {
            return "cost %s of a false negative, %s of a false positive"
                    .formatted(number(costs.falseNegative()), number(costs.falsePositive()));
        }
    }

    /** One of the two that a threshold trades for each other. */
    enum Aim {
        /** The share of flagged rows that are positive. */
        PRECISION {
            @Override
            double at(OperatingPoints points, int i) {
                return points.precision(i);
            }
        },
        /** The share of positive rows that are flagged. */
        RECALL {
            @Override
            double at(OperatingPoints points, int i) {
                return points.recall(i);
            }
        };

        abstract double at(OperatingPoints points, int i);

        /** Returns the other. */
        public Aim other() {
            return this == PRECISION ? RECALL : PRECISION;
        }

        /** Returns its name, in lower case. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * At least so much of one, and of the other the most.
     *
     * @param aim which
     * @param share above 0 and at most 1
     */
    record AtLeast(Aim aim, double share) implements Pick {
        /** Checks the number. */
        public AtLeast {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException(
                        "%s: must be above 0 and at most 1, got %s"
                                .formatted(aim.label(), share));
            }
        }

        @Override
        public Choice from(OperatingPoints points) {
            return constrained(
                    points, i -> aim.at(points, i), share, i -> aim.other().at(points, i),
                    aim.label() + " of " + number(share));
        }

        @Override
        public String label() {
            return aim.label() + " at least " + number(share);
        }
    }

    /**
     * As many alerts as are allowed.
     *
     * @param perThousand flagged rows of a thousand, above 0 and at most 1000
     */
    record AtAlerts(double perThousand) implements Pick {
        /** Checks the number. */
        public AtAlerts {
            if (!(perThousand > 0 && perThousand <= 1000)) {
                throw new IllegalArgumentException(
                        "alerts: must be above 0 and at most 1000 of a thousand rows, got "
                                + perThousand);
            }
        }

        @Override
        public Choice from(OperatingPoints points) {
            return constrained(
                    points, i -> -points.alerts(i), -perThousand, points::alerts,
                    "rate of at most " + number(perThousand) + " alerts per 1,000 rows");
        }

        @Override
        public String label() {
            return "at most " + number(perThousand) + " alerts per 1,000 rows";
        }
    }

    /** Returns the rule in words. */
    String label();

    /** Among thresholds that flag a row and keep to the limit the best, the lowest of equals last. */
    private static Choice constrained(
            OperatingPoints points, IntToDoubleFunction limited, double limit,
            IntToDoubleFunction merit, String what) {
        int chosen = best(
                points.size(),
                i -> points.flagged(i) > 0 && limited.applyAsDouble(i) >= limit - 1e-12, merit,
                limited);
        if (chosen >= 0) {
            return new Choice(points.thresholds()[chosen], "");
        }
        int nearest = Math.max(
                0, best(points.size(), i -> points.flagged(i) > 0, limited, merit));
        return new Choice(
                points.thresholds()[nearest],
                String.format(
                        Locale.ROOT,
                        "no threshold has a %s on the validation rows; the nearest, precision %.3f at"
                                + " recall %.3f with %.1f alerts per 1,000 rows, is taken",
                        what, points.precision(nearest), points.recall(nearest),
                        points.alerts(nearest)));
    }

    /** Returns the allowed point with the most of the first, then the second; -1 if none is allowed. */
    private static int best(
            int size, IntPredicate allowed, IntToDoubleFunction first,
            IntToDoubleFunction second) {
        int best = -1;
        for (int i = 0; i < size; i++) {
            if (allowed.test(i)) {
                int order = best < 0 ? 1
                        : Double.compare(first.applyAsDouble(i), first.applyAsDouble(best));
                if (order > 0 || order == 0
                        && second.applyAsDouble(i) > second.applyAsDouble(best)) {
                    best = i;
                }
            }
        }
        return best;
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
