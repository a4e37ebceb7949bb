package org.metabalance.engine.inspect.explore;

import java.util.List;

/**
 * The loss around where it is. With inner updates: f(a, b) is the loss where x moved by -b times its gradient
 * and the parameters by a times what the inner updates from there move them. So (1, 0) is where the computation is,
 * a = 0 leaves the inner updates out, and along b, at a = 1, the slope at 0 is minus the squared length of the
 * gradient, if that is exact.
 *
 * @param inner the values of a, ascending; 1 alone if there are no inner updates
 * @param along the values of b, ascending
 * @param loss f, a row for each b
 * @param here f(1, 0)
 * @param slope minus the squared length of the gradient: the slope along b
 */
public record Landscape(
        List<Double> inner,
        List<Double> along,
        List<List<Double>> loss,
        double here,
        double slope) {}
