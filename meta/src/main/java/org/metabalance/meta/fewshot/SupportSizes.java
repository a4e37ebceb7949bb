package org.metabalance.meta.fewshot;

import java.util.Arrays;
import org.metabalance.engine.Rng;

/**
 * How many support examples each class of a task has: Ochal et al., arXiv 2101.02523. Sizes ascend with the
 * number of a class in its task, as in the published code; which classes these are is random. So a learner
 * that remembers places (MAML's head) could learn from imbalanced tasks that the first place is the rare one.
 */
public sealed interface SupportSizes {
    /** Returns the sizes for {@code ways} classes; {@code rng} decides where they are random. */
    int[] draw(int ways, Rng rng);

    /** Returns the most that a class may have. */
    int largest();

    /** Returns the most examples that a support set of {@code ways} classes may have. */
    default int most(int ways) {
        return Arrays.stream(draw(ways, Rng.of(0))).sum();
    }

    /** Returns what {@link #parse} reads: {@code balanced:5}, {@code step:1-9/2}. */
    String text();

    /**
     * The same number of every class.
     *
     * @param size at least 1
     */
    record Balanced(int size) implements SupportSizes {
        /** Checks the number. */
        public Balanced {
            requireRange(size, size);
        }

        @Override
        public int[] draw(int ways, Rng rng) {
            int[] sizes = new int[ways];
            Arrays.fill(sizes, size);
            return sizes;
        }

        @Override
        public int largest() {
            return size;
        }

        @Override
        public String text() {
            return "balanced:" + size;
        }
    }

    /**
     * From the least to the most in even steps: round(linspace(least - 0.49, most + 0.49, ways)), halves to
     * the even number as numpy does.
     *
     * @param least of the first class, at least 1
     * @param most of the last class
     */
    record Linear(int least, int most) implements SupportSizes {
        /** Checks the numbers. */
        public Linear {
            requireRange(least, most);
        }

        @Override
        public int[] draw(int ways, Rng rng) {
            double from = least - .49;
            double step = (most + .49 - from) / (ways - 1);
            int[] sizes = new int[ways];
            for (int k = 0; k < ways; k++) {
                sizes[k] = (int) Math.rint(k == ways - 1 ? most + .49 : from + k * step);
            }
            return sizes;
        }

        @Override
        public int largest() {
            return most;
        }

        @Override
        public String text() {
            return "linear:" + range(least, most);
        }
    }

    /**
     * The least of some classes and the most of all others.
     *
     * @param least of the minority classes, at least 1
     * @param most of the others
     * @param minority how many classes have the least, at least 1; fewer than there are classes
     */
    record Step(int least, int most, int minority) implements SupportSizes {
        /** Checks the numbers. */
        public Step {
            requireRange(least, most);
            if (minority < 1) {
                throw new IllegalArgumentException(
                        "support sizes: a step needs a minority class at least, got " + minority);
            }
        }

        @Override
        public int[] draw(int ways, Rng rng) {
            if (minority >= ways) {
                throw new IllegalArgumentException(
                        "support sizes: a step of %d minority classes needs more than %d classes"
                                .formatted(minority, ways));
            }
            int[] sizes = new int[ways];
            Arrays.fill(sizes, most);
            Arrays.fill(sizes, 0, minority, least);
            return sizes;
        }

        @Override
        public int largest() {
            return most;
        }

        @Override
        public String text() {
            return "step:" + range(least, most) + (minority == 1 ? "" : "/" + minority);
        }
    }

    /**
     * Any number from the least to the most, for each class on its own.
     *
     * @param least at least 1
     * @param most inclusive
     */
    record Uniform(int least, int most) implements SupportSizes {
        /** Checks the numbers. */
        public Uniform {
            requireRange(least, most);
        }

        @Override
        public int[] draw(int ways, Rng rng) {
            int[] sizes = new int[ways];
            for (int k = 0; k < ways; k++) {
                sizes[k] = least + rng.below(k, most - least + 1);
            }
            return sizes;
        }

        @Override
        public int largest() {
            return most;
        }

        @Override
        public int most(int ways) {
            return ways * most;
        }

        @Override
        public String text() {
            return "random:" + range(least, most);
        }
    }

    /**
     * Returns sizes from a text: {@code balanced:5}, {@code linear:1-9}, {@code step:1-9} (one minority class)
     * or {@code step:1-9/2}, {@code random:1-9}. Without numbers, {@code balanced} has {@code shots} of each
     * class and the others 1 to 2 shots - 1, whose middle that is.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static SupportSizes parse(String text, int shots) {
        String[] parts = text.strip().split(":", 2);
        String numbers = parts.length == 2 ? parts[1] : null;
        boolean balanced = parts[0].equals("balanced");
        String usual = balanced ? Integer.toString(shots) : "1-" + Math.max(1, 2 * shots - 1);
        String form = balanced ? "\\d{1,4}"
                : parts[0].equals("step") ? "\\d{1,4}-\\d{1,4}(/\\d{1,4})?" : "\\d{1,4}-\\d{1,4}";
        String given = numbers == null ? usual : numbers;
        if (!given.matches(form)) {
            throw wrong(text);
        }
        int[] all = Arrays.stream(given.split("[-/]")).mapToInt(Integer::parseInt).toArray();
        return switch (parts[0]) {
            case "balanced" -> new Balanced(all[0]);
            case "linear" -> new Linear(all[0], all[1]);
            case "step" -> new Step(all[0], all[1], all.length == 3 ? all[2] : 1);
            case "random" -> new Uniform(all[0], all[1]);
            default -> throw wrong(text);
        };
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "support sizes: must be balanced:5, linear:1-9, step:1-9 (or step:1-9/2 with 2 minority"
                        + " classes) or random:1-9, or such a word alone; got '" + text + "'");
    }

    private static String range(int least, int most) {
        return least + "-" + most;
    }

    private static void requireRange(int least, int most) {
        if (least < 1 || most < least) {
            throw new IllegalArgumentException(
                    "support sizes: must be at least 1, and the most no less than the least; got %d and %d"
                            .formatted(least, most));
        }
    }
}
