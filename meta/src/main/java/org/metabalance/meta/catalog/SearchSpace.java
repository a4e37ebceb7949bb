package org.metabalance.meta.catalog;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import org.metabalance.engine.Rng;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.supervised.Logistic;

/**
 * What a {@link Search} draws settings from: for every method the learning rate, the weight decay, and where they can
 * be chosen the network's width and the size of batches; and the parameter of its own that {@link OwnParameters}
 * or the method declares, if it has one.
 *
 * @param widths builds the network with its hidden layers so many times as wide; null if it cannot be chosen
 * @param batches whether the size of batches can be chosen
 */
public record SearchSpace(DoubleFunction<ModelFor> widths, boolean batches) {
    /** The learning rate over that of the problem: {@value} to its inverse, even in its logarithm. */
    static final double LEAST_RATE = .1;

    /** The weight decay: none in half of the trials, otherwise even in its logarithm between these. */
    static final double LEAST_DECAY = 1e-4;

    /** The largest weight decay. */
    static final double MOST_DECAY = .1;

    /** Widths, and sizes of batches, over the usual ones. */
    private static final double[] TIMES = {.5, 1, 2};

    /** Returns a text that tells this space from others. */
    @Override
    public String toString() {
        return "space%s%s".formatted(
                widths == null ? "" : " with width", batches ? " with batches" : "");
    }

    /**
     * Returns a trial of a method: the same for every seed, and however many trials there are. What all methods
     * share is the same for all of them.
     *
     * @param number from 0, which is the method as it is
     */
    public Trial trial(Method method, int number) {
        if (number == 0) {
            return new Trial(0, method, Map.of("settings", "as they are"), 1, 0, 1, null);
        }
        Rng rng = Rng.of(0).stream(Seeds.SEARCH).stream(number);
        Map<String, Object> values = new LinkedHashMap<>();
        double rate = Method.Parameter.logarithmic(LEAST_RATE, 1 / LEAST_RATE, rng.uniform(0));
        values.put("learning rate x", rate);
        double decay = rng.uniform(1) < .5
                ? 0
                : Method.Parameter.logarithmic(LEAST_DECAY, MOST_DECAY, rng.uniform(2));
        values.put("weight decay", decay);
        ModelFor models = null;
        if (widths != null && !(method instanceof Logistic)) {
            double width = times(rng.uniform(3));
            values.put("width x", width);
            models = width == 1 ? null : widths.apply(width);
        }
        double batch = 1;
        if (batches) {
            batch = times(rng.uniform(4));
            values.put("batch x", batch);
        }
        Optional<Method.Parameter> own = OwnParameters.of(method);
        Method with = method;
        if (own.isPresent()) {
            Method.Parameter.Drawn drawn = own.get().draw(rng.uniform(5));
            values.put(own.get().name(), drawn.value());
            with = drawn.method();
        }
        return new Trial(number, with, values, rate, decay, batch, models);
    }

    /** Returns the trial of a method that has this {@link Trial#setting}; empty if none of the first 10,000 has. */
    public Optional<Trial> find(Method method, String setting) {
        return IntStream.range(0, 10_000).mapToObj(i -> trial(method, i))
                .filter(trial -> trial.setting().equals(setting)).findFirst();
    }

    private static double times(double uniform) {
        return TIMES[(int) (uniform * TIMES.length)];
    }
}
