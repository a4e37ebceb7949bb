package org.metabalance.engine.inspect.explore;

import java.util.List;

/**
 * What a first-order gradient leaves out: one for which every gradient that the loss is made of, such as those
 * of inner updates, counts as a constant.
 *
 * @param constants the places on the tape of the gradients that count as constants
 * @param falls the places of the operations that the exact gradient needs and the first-order one does not
 * @param exact the length of the exact gradient
 * @param firstOrder the length of the first-order one
 * @param angle between the two, in degrees; NaN if one of them is 0
 * @param difference the length of their difference
 * @param multiplyAdds of the matrix products that compute the loss and the exact gradient, simplified
 * @param multiplyAddsFirstOrder of those that compute the loss and the first-order one
 */
public record FirstOrder(
        List<Integer> constants,
        List<Integer> falls,
        double exact,
        double firstOrder,
        double angle,
        double difference,
        long multiplyAdds,
        long multiplyAddsFirstOrder) {}
