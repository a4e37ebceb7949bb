package org.metabalance.studies.hypergradients;

import java.util.Arrays;
import java.util.Optional;
import org.metabalance.app.console.Texts;
import org.metabalance.studies.runner.Results;

/**
 * The times that were measured in rounds, those that other load disturbed left out.
 *
 * @param quiet trials measured while the machine did hardly anything else
 * @param all trials
 */
record Timings(Results quiet, Results all) {
    /** Rounds of one cell whose median is farther above the best measured something else. */
    private static final double APART = 1.2;

    /** The part of the cells that may be apart. */
    private static final double MOST_APART = .1;

    static Timings of(Results all) {
        return new Timings(all.where(result -> !MachineLoad.of(result).busy()), all);
    }

    /** The times of a solver and a number of inner steps. */
    private static boolean apart(Results cell) {
        return cell.median("micros") > APART * cell.smallest("micros");
    }

    /** Returns why these times must not be published, as the end of a sentence; empty if they may. */
    Optional<String> reason() {
        int cells = 0;
        int disturbed = 0;
        int apart = 0;
        for (Object solver : all.settings("solver")) {
            for (int k : HypergradientsFindings.steps(all)) {
                if (HypergradientsFindings.cell(all, solver, k).isEmpty()) {
                    continue;
                }
                cells++;
                Results cell = HypergradientsFindings.cell(quiet, solver, k);
                disturbed += cell.isEmpty() ? 1 : 0;
                apart += apart(cell) ? 1 : 0;
            }
        }
        if (disturbed > 0) {
            return Optional.of(
                    Texts.format(
                            "the machine was busy: no round of %d of %s was measured without other"
                                    + " load, or its load was not recorded",
                            disturbed, Texts.count(cells, "cell")));
        }
        return apart > MOST_APART * cells
                ? Optional.of(
                        Texts.format("the machine was busy: the rounds of %d of %s are more than"
                                + " %.0f %% apart", apart, Texts.count(cells, "cell"),
                                100 * (APART - 1)))
                : Optional.empty();
    }

    /** Returns the largest part of the processors that others used while a quiet round was measured. */
    double mostOtherLoad() {
        return Arrays.stream(quiet.numbers("otherLoad")).filter(Double::isFinite).max()
                .orElse(Double.NaN);
    }
}
