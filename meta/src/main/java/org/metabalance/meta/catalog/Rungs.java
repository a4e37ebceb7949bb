package org.metabalance.meta.catalog;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.meta.method.Budget;

/**
 * Successive halving (Jamieson and Talwalkar, AISTATS 2016): all trials get a small share of the budget, the best
 * third of them three times as much, and so on, until the last ones get all of it.
 *
 * @param rungs the first has all trials, the last the whole budget
 */
public record Rungs(List<Rung> rungs) {
    /** Of so many trials one goes on, with so many times the budget. */
    public static final int ETA = 3;

    /** Updates that a rung leaves to a training that ends when validation stalls, at least. */
    private static final int FEWEST_UPDATES = 100;

    /**
     * Trials of one share of the budget.
     *
     * @param trials how many
     * @param share of the budget that each gets
     */
    public record Rung(int trials, double share) {}

    /** Copies the list. */
    public Rungs {
        rungs = List.copyOf(rungs);
    }

    /**
     * Returns as many rungs as leave one trial in the last, and an epoch, or {@value #FEWEST_UPDATES} updates, to
     * those in the first.
     *
     * @param trials at least 1
     * @throws IllegalArgumentException if there is no trial
     */
    public static Rungs of(int trials, Budget.Length length) {
        if (trials < 1) {
            throw new IllegalArgumentException("rungs: needs a trial, got " + trials);
        }
        int shortest = switch (length) {
            case Budget.Passes it -> it.number();
            case Budget.UntilStalled it -> it.fewest() / FEWEST_UPDATES;
            case Budget.Planned(Budget.Plan plan) -> plan.fewest();
        };
        int last = 0;
        for (int power = ETA; power <= trials && power <= shortest; power *= ETA) {
            last++;
        }
        List<Rung> rungs = new ArrayList<>();
        int left = trials;
        for (int rung = 0; rung <= last; rung++) {
            rungs.add(new Rung(left, 1 / StrictMath.pow(ETA, last - rung)));
            left /= ETA;
        }
        return new Rungs(rungs);
    }

    /** Returns how many whole budgets all trials together have. */
    public double budgets() {
        return rungs.stream().mapToDouble(rung -> rung.trials() * rung.share()).sum();
    }
}
