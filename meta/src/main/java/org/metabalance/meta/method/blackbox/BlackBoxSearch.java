package org.metabalance.meta.method.blackbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.metabalance.engine.Rng;

/**
 * Explicit gradient learning for functions that can only be evaluated, with noise (Sarafian et al.,
 * ICML 2020, arXiv 2006.08711; another method than that of arXiv 2202.10550, with the same name): a
 * small network learns the function's gradient from differences between nearby evaluations, the
 * candidate goes down that gradient, and when this brings nothing the trust region shrinks around the
 * best one so far. Points around the candidate teach the gradient but are not taken themselves: the
 * best of several noisy values is mostly the luckiest.
 *
 * <p>A search goes in rounds: {@link #ask} names the points to evaluate, {@link #tell} takes their
 * values. Only values of one round are ever compared with each other, so the function may drift from
 * round to round, as what a network gains from an epoch does. Coordinates are scaled to the trust
 * region and differences to unit spread before the network sees them, the linear part of the paper's
 * mappings.
 */
public final class BlackBoxSearch {
    /** The most parameters a search can have: a round evaluates few points. */
    public static final int MAX_PARAMETERS = 32;

    private final double[] lower;
    private final double[] upper;
    private final Options options;
    private final Rng rng;
    private final GradientModel model;
    private final List<Round> memory = new ArrayList<>();

    /** In coordinates of the box, each from 0 to 1. */
    private double[] incumbent;
    private double[] candidate;
    private double[][] asked;
    private double radius;
    private int failures;
    private long rounds;

    /**
     * The settings of a search.
     *
     * @param points evaluations in a round, at least 3: the best point so far, the candidate, and
     *     others around it
     * @param radius of the first trust region, half its width, in widths of the box; default .25
     * @param shrinkage by which the radius is multiplied when nothing is gained; default .7
     * @param patience rounds without a gain before that; default 2
     * @param step of the candidate down the gradient, in radii; default 1
     * @param memory rounds the gradient is learned from; default 8
     * @param fits updates of the gradient's network after a round; default 60
     */
    public record Options(
            int points, double radius, double shrinkage, int patience, double step, int memory,
            int fits) {
        /** Checks the numbers. */
        public Options {
            if (points < 3 || patience < 1 || memory < 1 || fits < 1) {
                throw new IllegalArgumentException(
                        "black-box search: needs 3 points a round, patience, memory and fits, got"
                                + " %d, %d, %d and %d".formatted(points, patience, memory, fits));
            }
            if (!(radius > 0 && radius <= 1) || !(shrinkage > 0 && shrinkage < 1)
                    || !(step > 0 && step <= 1)) {
                throw new IllegalArgumentException(
                        "black-box search: radius, shrinkage and step must be in (0, 1], got"
                                + " %s, %s and %s".formatted(radius, shrinkage, step));
            }
        }

        /** Returns the defaults for rounds of {@code points} evaluations. */
        public static Options of(int points) {
            return new Options(points, .25, .7, 2, 1, 8, 60);
        }
    }

    private record Round(double[][] points, double[] values) {}

    /**
     * Begins a search.
     *
     * @param lower the least value of each parameter, 1 to {@link #MAX_PARAMETERS}
     * @param upper the greatest
     * @param start where to begin, within them
     */
    public BlackBoxSearch(
            double[] lower, double[] upper, double[] start, Options options, Rng rng) {
        if (lower.length < 1 || lower.length > MAX_PARAMETERS || upper.length != lower.length
                || start.length != lower.length) {
            throw new IllegalArgumentException(
                    "black-box search: needs bounds and start of 1 to %d parameters, got %d, %d, %d"
                            .formatted(MAX_PARAMETERS, lower.length, upper.length, start.length));
        }
        for (int j = 0; j < lower.length; j++) {
            if (!(lower[j] < upper[j] && start[j] >= lower[j] && start[j] <= upper[j])) {
                throw new IllegalArgumentException(
                        "black-box search: parameter %d must begin within its bounds, got %s in [%s, %s]"
                                .formatted(j, start[j], lower[j], upper[j]));
            }
        }
        this.lower = lower.clone();
        this.upper = upper.clone();
        this.options = options;
        this.rng = rng;
        this.model = new GradientModel(lower.length, rng.stream(-1));
        this.radius = options.radius();
        incumbent = new double[lower.length];
        Arrays.setAll(incumbent, j -> (start[j] - lower[j]) / (upper[j] - lower[j]));
        candidate = incumbent;
    }

    /** Returns the points of the next round: first the best one so far, then the candidate. */
    public double[][] ask() {
        Rng draw = rng.stream(rounds).stream(0);
        asked = new double[options.points()][];
        asked[0] = incumbent;
        // in the first round the candidate is where the search begins: one point more to explore
        int known = candidate == incumbent ? 1 : 2;
        asked[known - 1] = candidate;
        for (int i = known; i < asked.length; i++) {
            Rng own = draw.stream(i);
            asked[i] = new double[lower.length];
            for (int j = 0; j < lower.length; j++) {
                double away = radius * (2 * own.uniform(j) - 1);
                asked[i][j] = Math.clamp(candidate[j] + away, 0, 1);
            }
        }
        return Arrays.stream(asked).map(this::value).toArray(double[][]::new);
    }

    /**
     * Takes the values of the points that {@link #ask} gave, less being better; a value that is not
     * finite counts as the worst of the round.
     *
     * @throws IllegalStateException if no points were asked for, or not as many as there are values
     */
    public void tell(double... values) {
        if (asked == null || values.length != asked.length) {
            throw new IllegalStateException(
                    "black-box search: needs the values of the points asked for, got "
                            + values.length);
        }
        double worst = Arrays.stream(values).filter(Double::isFinite).max().orElse(0);
        double[] finite = Arrays.stream(values).map(v -> Double.isFinite(v) ? v : worst).toArray();
        memory.add(new Round(asked, finite));
        if (memory.size() > options.memory()) {
            memory.removeFirst();
        }
        if (candidate != incumbent) {
            if (finite[1] < finite[0]) {
                failures = 0;
                incumbent = candidate;
            } else {
                failures++;
            }
        }
        if (failures >= options.patience()) {
            failures = 0;
            radius *= options.shrinkage();
            candidate = incumbent;
        }
        candidate = descended(candidate);
        asked = null;
        rounds++;
    }

    private double[] descended(double[] from) {
        List<GradientModel.Pair> pairs = pairs();
        if (pairs.isEmpty()) {
            return from;
        }
        model.fit(pairs, options.fits(), rng.stream(rounds).stream(1));
        double[] slope = model.gradient(inRegion(from));
        double length = Math.sqrt(Arrays.stream(slope).map(s -> s * s).sum());
        if (!(length > 0 && Double.isFinite(length))) {
            return from;
        }
        double[] to = new double[from.length];
        double most = radius * options.step();
        Arrays.setAll(to, j -> Math.clamp(from[j] - most * slope[j] / length, 0, 1));
        return to;
    }

    /** Pairs of evaluations of one round in the trust region, in its coordinates; rises have unit spread. */
    private List<GradientModel.Pair> pairs() {
        List<GradientModel.Pair> pairs = new ArrayList<>();
        double squares = 0;
        for (Round round : memory) {
            for (int i = 0; i < round.values().length; i++) {
                for (int j = 0; j < round.values().length; j++) {
                    if (i != j && near(round.points()[i]) && near(round.points()[j])) {
                        double rise = round.values()[j] - round.values()[i];
                        squares += rise * rise;
                        pairs.add(new GradientModel.Pair(
                                inRegion(round.points()[i]), inRegion(round.points()[j]), rise));
                    }
                }
            }
        }
        double spread = Math.sqrt(squares / Math.max(1, pairs.size()));
        if (spread == 0) {
            return List.of();
        }
        return pairs.stream()
                .map(p -> new GradientModel.Pair(p.from(), p.to(), p.rise() / spread))
                .toList();
    }

    private boolean near(double[] point) {
        for (int j = 0; j < point.length; j++) {
            if (Math.abs(point[j] - incumbent[j]) > 2 * radius) {
                return false;
            }
        }
        return true;
    }

    private double[] inRegion(double[] point) {
        double[] scaled = new double[point.length];
        Arrays.setAll(scaled, j -> (point[j] - incumbent[j]) / radius);
        return scaled;
    }

    private double[] value(double[] point) {
        double[] value = new double[point.length];
        Arrays.setAll(value, j -> lower[j] + point[j] * (upper[j] - lower[j]));
        return value;
    }

    /** Returns the best point so far, by the last comparison it won. */
    public double[] best() {
        return value(incumbent);
    }

    /** Returns half the width of the trust region, in widths of the box. */
    public double radius() {
        return radius;
    }
}
