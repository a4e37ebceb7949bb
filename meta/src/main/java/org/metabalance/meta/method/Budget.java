package org.metabalance.meta.method;

import java.util.Locale;

/**
 * How much training there is: the same rule for every method that is compared.
 *
 * @param length how long
 * @param batch how many examples an update sees
 * @param learningRate of the optimizer, Adam
 * @param weightDecay by which weights shrink besides, at a rate of 1: AdamW's. 0 by default
 */
public record Budget(Length length, int batch, double learningRate, double weightDecay) {
    /** As long as {@link UntilStalled#DEFAULT} in batches of 128 at a learning rate of 3e-3:
     * what study {@code defaults} found. */
    public static final Budget DEFAULT = new Budget(UntilStalled.DEFAULT, 128, 3e-3);

    /** How long training is, in passes or by what the validation examples say. */
    public sealed interface Length permits Passes, UntilStalled, Planned {
        /**
         * Returns a share of this length: of epochs and of updates alike, rounded up.
         *
         * @param share above 0 and at most 1
         */
        default Length times(double share) {
            return switch (this) {
                case Passes it -> new Passes(
                        part(it.number(), share), part(it.patience(), share));
                case UntilStalled it -> new UntilStalled(
                        part(it.fewest(), share), part(it.patience(), share),
                        part(it.most(), share));
                case Planned(Plan it) -> new Planned(new Plan(
                        it.updatesPerEpoch(), part(it.fewest(), share),
                        part(it.patience(), share), part(it.most(), share)));
            };
        }

        private static int part(int number, double share) {
            // 27 / 9 must not become 4 by rounding
            return Math.max(1, (int) Math.ceil(number * share - 1e-9));
        }
    }

    /**
     * So many epochs, each a pass: as many updates as see each training example once.
     *
     * @param number of epochs, at most
     * @param patience training ends after so many without a better one, but not before {@value
     *     UntilStalled#FEWEST_OVER_PATIENCE} times as many; from {@code number} on it never does
     */
    public record Passes(int number, int patience) implements Length {
        /** Checks the numbers. */
        public Passes {
            if (number < 1) {
                throw new IllegalArgumentException(
                        "budget: epochs must be positive, got " + number);
            }
            if (patience < 1) {
                throw new IllegalArgumentException(
                        "budget: patience must be positive, got " + patience);
            }
            patience = Math.min(number, patience);
        }

        /** Exactly so many epochs. */
        public Passes(int number) {
            this(number, number);
        }
    }

    /**
     * Until no better epoch has come for long: a few hundred examples get as many updates as thousands,
     * and what is learned soon ends soon.
     *
     * <p>An epoch is as many passes as have {@value #EPOCH} updates: scoring the validation examples costs
     * about as much as one, and of two updates nobody can tell which was better. Where passes are long,
     * patience is {@value #PATIENT_PASSES} of them and the most {@value #MOST_PASSES} at least.
     *
     * @param fewest updates: no training is shorter. Phases of a method are shares of them
     * @param patience updates: it ends when so many have passed without a better epoch
     * @param most updates
     */
    public record UntilStalled(int fewest, int patience, int most) implements Length {
        /** At least 1,000 updates; ends after 500 without a better epoch, or 4,000 in all. */
        public static final UntilStalled DEFAULT = new UntilStalled(1000, 500, 4000);

        /** So many times its patience a training goes on at least. */
        static final int FEWEST_OVER_PATIENCE = 2;

        private static final int EPOCH = 20;
        private static final int PATIENT_PASSES = 3;
        private static final int MOST_PASSES = 20;

        /** Returns this length with another patience, and the fewest updates that go with it. */
        public UntilStalled withPatience(int updates) {
            int least = Math.multiplyExact(FEWEST_OVER_PATIENCE, updates);
            return new UntilStalled(least, updates, Math.max(least, most));
        }

        /** Checks the numbers. */
        public UntilStalled {
            if (fewest < 1 || patience < 1 || most < fewest) {
                throw new IllegalArgumentException(
                        "budget: updates must be positive and the most not below the fewest, got"
                                + " fewest %d, patience %d and most %d"
                                        .formatted(fewest, patience, most));
            }
        }
    }

    /**
     * As a plan says, whatever the number of examples: for a training that is part of a larger one.
     *
     * @param plan in epochs
     */
    public record Planned(Plan plan) implements Length {}

    /**
     * A budget for a number of examples. All is in epochs: after each the model is judged.
     *
     * @param updatesPerEpoch how many updates an epoch has
     * @param fewest epochs that every training has; phases of a method are shares of them
     * @param patience training ends after so many without a better one
     * @param most epochs
     */
    public record Plan(int updatesPerEpoch, int fewest, int patience, int most) {
        /**
         * Returns the plan of one of several trainings that share the updates of this one: together they
         * make as many, up to rounding, and each makes one at least. As many epochs become one as give each
         * training {@value UntilStalled#EPOCH} updates an epoch, if there are so many.
         *
         * @param part its number, from 0
         * @param parts how many there are, at least 1
         */
        public Plan share(int part, int parts) {
            long merged = Math.clamp(
                    Math.ceilDiv((long) UntilStalled.EPOCH * parts, updatesPerEpoch), 1, fewest);
            long longest = most / merged;
            long all = (long) updatesPerEpoch * most / longest;
            return new Plan(
                    (int) Math.max(1, all * (part + 1) / parts - all * part / parts),
                    (int) Math.ceilDiv(fewest * longest, most),
                    (int) Math.ceilDiv(patience * longest, most),
                    (int) longest);
        }
    }

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if a batch or the learning rate is not positive, or the weight decay is
     *     negative
     */
    public Budget {
        if (batch < 1) {
            throw new IllegalArgumentException("budget: a batch must be positive, got " + batch);
        }
        if (!(learningRate > 0 && Double.isFinite(learningRate))) {
            throw new IllegalArgumentException(
                    "budget: the learning rate must be positive, got " + learningRate);
        }
        if (!(weightDecay >= 0 && Double.isFinite(weightDecay))) {
            throw new IllegalArgumentException(
                    "budget: the weight decay must not be negative, got " + weightDecay);
        }
    }

    /** A budget without weight decay. */
    public Budget(Length length, int batch, double learningRate) {
        this(length, batch, learningRate, 0);
    }

    /** A budget of exactly so many epochs. */
    public Budget(int epochs, int batch, double learningRate) {
        this(new Passes(epochs), batch, learningRate);
    }

    /** Returns this budget with another length. */
    public Budget with(Length other) {
        return new Budget(other, batch, learningRate, weightDecay);
    }

    /** Returns this budget with exactly so many epochs. */
    public Budget withEpochs(int other) {
        return with(new Passes(other));
    }

    /** Returns this budget with another size of batches. */
    public Budget withBatch(int other) {
        return new Budget(length, other, learningRate, weightDecay);
    }

    /** Returns this budget with another rate of the optimizer. */
    public Budget withLearningRate(double other) {
        return new Budget(length, batch, other, weightDecay);
    }

    /** Returns this budget with another weight decay. */
    public Budget withWeightDecay(double other) {
        return new Budget(length, batch, learningRate, other);
    }

    /** Returns what this means for a number of training examples, before any resampling. */
    public Plan plan(int examples) {
        int pass = Math.ceilDiv(examples, batch);
        return switch (length) {
            case Passes it -> new Plan(
                    pass,
                    Math.min(it.number(),
                            UntilStalled.FEWEST_OVER_PATIENCE * it.patience()),
                    it.patience(), it.number());
            case Planned(Plan plan) -> plan;
            case UntilStalled it -> {
                int passes = Math.ceilDiv(UntilStalled.EPOCH, pass);
                int epoch = pass * passes;
                yield new Plan(
                        epoch,
                        Math.ceilDiv(it.fewest(), epoch),
                        Math.max(
                                Math.ceilDiv(it.patience(), epoch),
                                Math.ceilDiv(UntilStalled.PATIENT_PASSES, passes)),
                        Math.max(
                                Math.ceilDiv(it.most(), epoch),
                                Math.ceilDiv(UntilStalled.MOST_PASSES, passes)));
            }
        };
    }

    /** Returns the budget in words. */
    public String text() {
        String words = switch (length) {
            case Passes it when it.patience() < it.number() ->
                    "at most %d epochs, until validation stalls for %d,"
                            .formatted(it.number(), it.patience());
            case Passes it -> it.number() + (it.number() == 1 ? " epoch" : " epochs");
            case Planned(Plan plan) -> "at most %d epochs of %d updates"
                    .formatted(plan.most(), plan.updatesPerEpoch());
            case UntilStalled it -> String.format(Locale.ROOT,
                    "%,d updates or more, until validation stalls for %,d, at most %,d,",
                    it.fewest(), it.patience(), it.most());
        };
        return "%s in batches of %d at a rate of %s%s".formatted(
                words, batch, learningRate,
                weightDecay == 0 ? "" : ", weight decay " + weightDecay);
    }
}
