package org.metabalance.meta.method.points;

import java.util.Objects;

/**
 * The virtual step theta^ = theta - eta g, through which the hold-out loss is differentiated, and the
 * step that theta then takes.
 *
 * @param rate eta, above 0; default .01
 * @param update what theta does; default {@link Update#OPTIMIZER}
 * @param rho by how much shorter than the virtual step the real one is, in [0, 1), for {@link
 *     Update#SHORTENED}; default 0, .9 in early runs of the authors
 */
public record VirtualStep(double rate, Update update, double rho) {

    /** How theta follows the training gradient g. */
    public enum Update {
        /** By the optimizer that every method uses: only the judgement of points is by a virtual step. */
        OPTIMIZER,
        /** theta - (1 - rho) eta g: as published. */
        SHORTENED
    }

    /** The defaults. */
    public static final VirtualStep DEFAULT = new VirtualStep(.01, Update.OPTIMIZER, 0);

    /** Checks the numbers. */
    public VirtualStep {
        Objects.requireNonNull(update, "update");
        if (!(rate > 0 && Double.isFinite(rate)) || !(rho >= 0 && rho < 1)) {
            throw new IllegalArgumentException(
                    "virtual step: rate must be positive and rho in [0, 1), got %s and %s"
                            .formatted(rate, rho));
        }
    }
}
