package org.metabalance.meta.method;

/**
 * How much training there is: the same for every method that is compared.
 *
 * @param epochs how often as many examples as there are to learn from are seen
 * @param batch how many examples an update sees
 * @param learningRate of the optimizer, Adam
 */
public record Budget(int epochs, int batch, double learningRate) {
    /** 30 epochs in batches of 128 at a learning rate of 1e-3. */
    public static final Budget DEFAULT = new Budget(30, 128, 1e-3);

    /** Checks the numbers. */
    public Budget {
        if (epochs < 1 || batch < 1) {
            throw new IllegalArgumentException(
                    "budget: epochs and batch must be positive, got %d and %d"
                            .formatted(epochs, batch));
        }
        if (!(learningRate > 0 && Double.isFinite(learningRate))) {
            throw new IllegalArgumentException(
                    "budget: the learning rate must be positive, got " + learningRate);
        }
    }

    /** Returns this budget with another number of epochs. */
    public Budget withEpochs(int other) {
        return new Budget(other, batch, learningRate);
    }

    /** Returns this budget with another size of batches. */
    public Budget withBatch(int other) {
        return new Budget(epochs, other, learningRate);
    }

    /** Returns this budget with another rate of the optimizer. */
    public Budget withLearningRate(double other) {
        return new Budget(epochs, batch, other);
    }
}
