package org.metabalance.meta.method.loss;

import org.metabalance.engine.Tensor;

/**
 * A loss that is a mean over rows, so that rows can be weighted: what deferred re-weighting and
 * difficulty-balanced training ask for. All losses with a name are such.
 */
@FunctionalInterface
public interface RowLoss extends Loss {
    /**
     * Returns the loss of every row, [n]; their mean is the loss.
     *
     * @param logits as {@link org.metabalance.nn.Model#logits} gives them
     * @param labels class indices, [n]
     */
    Tensor each(Tensor logits, Tensor labels);

    @Override
    default Tensor of(Tensor logits, Tensor labels) {
        return each(logits, labels).mean();
    }

    /**
     * Returns a loss as one of rows.
     *
     * @param operation what weighs the rows; begins the message
     * @throws IllegalArgumentException if it is no mean over rows
     */
    static RowLoss require(String operation, Loss loss) {
        if (loss instanceof RowLoss rows) {
            return rows;
        }
        throw new IllegalArgumentException(
                operation
                        + ": needs a loss of every row, which can be weighted; make yours a RowLoss,"
                        + " got " + loss.getClass().getName());
    }
}
