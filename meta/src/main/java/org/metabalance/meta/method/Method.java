package org.metabalance.meta.method;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/** A way to train a network on imbalanced data. A new method is one
 * class; the catalog, or a {@link MethodProvider}, makes it known. */
public interface Method {
    /** Returns what is told of the method. */
    About about();

    /** Returns the name users type, in lower case with hyphens. */
    default String name() {
        return about().name();
    }

    /**
     * Trains on {@code problem.train()} and keeps the epoch with the best average precision on {@code
     * problem.validation()}. The same problem gives the same result.
     */
    Trained fit(Problem problem);

    /**
     * Returns what a search for settings draws for this method besides what it draws for all, for methods that the
     * catalog does not know; nothing by default.
     */
    default Optional<Parameter> tuned() {
        return Optional.empty();
    }

    /**
     * A parameter of a method's own that a search for settings draws.
     *
     * @param name as results tell it
     * @param range in words
     * @param values its value and the method with it, for numbers from 0 to below 1
     */
    record Parameter(String name, String range, DoubleFunction<Drawn> values) {
        /**
         * A value that was drawn.
         *
         * @param value a number, or the words of a choice
         * @param method with it
         */
        public record Drawn(Object value, Method method) {}

        /**
         * Returns a number, even in its logarithm; of three digits, as it is told.
         *
         * @param least above 0
         * @param most above that
         * @param methods the method with the number
         */
        public static Parameter logarithmic(
                String name, double least, double most, DoubleFunction<Method> methods) {
            return number(
                    name, least, most, uniform -> logarithmic(least, most, uniform), methods);
        }

        /** Returns a number, evenly drawn; of three digits, as it is told. */
        public static Parameter even(
                String name, double least, double most, DoubleFunction<Method> methods) {
            return number(
                    name, least, most, uniform -> rounded(least + uniform * (most - least)),
                    methods);
        }

        private static Parameter number(
                String name, double least, double most, DoubleFunction<Double> values,
                DoubleFunction<Method> methods) {
            return new Parameter(name, rounded(least) + " to " + rounded(most), uniform -> {
                double value = values.apply(uniform);
                return new Drawn(value, methods.apply(value));
            });
        }

        /**
         * Returns one of several methods.
         *
         * @param choices the words of each as their values; at least one
         */
        public static Parameter choice(String name, List<Drawn> choices) {
            List<Drawn> all = List.copyOf(choices);
            return new Parameter(
                    name, all.stream().map(choice -> String.valueOf(choice.value()))
                            .collect(Collectors.joining(" or ")),
                    uniform -> all.get((int) (uniform * all.size())));
        }

        /** Returns a value; the same for the same number. */
        public Drawn draw(double uniform) {
            return values.apply(uniform);
        }

        /** Returns a number between two, even in its logarithm, of three digits: what is shown is what is used. */
        public static double logarithmic(double least, double most, double uniform) {
            return rounded(least * StrictMath.exp(uniform * StrictMath.log(most / least)));
        }

        /** Returns a number of three digits. */
        static double rounded(double value) {
            return new BigDecimal(value).round(new MathContext(3)).doubleValue();
        }
    }
}
