package org.metabalance.studies.related;

import java.util.function.Function;
import org.metabalance.app.console.Texts;
import org.metabalance.meta.statistics.Estimate;
import org.metabalance.meta.statistics.PairedDifference;
import org.metabalance.studies.runner.Results;

/**
 * A number that must lie on one side of a bound.
 *
 * @param what is measured, in a few words
 * @param measure it; NaN if there are no such trials
 * @param bound in the unit of the measure
 * @param least whether it must be at least the bound, or else at most
 * @param unit such as {@code points}; empty for none
 */
record Check(
        String what, Function<Results, Estimate> measure, double bound, boolean least,
        String unit) {
    private static final String POINTS = "points";

    /**
     * A number that trials have.
     *
     * @param part of the study
     * @param data null for all of the part's
     * @param metric its name
     * @param words what stands before a comparison; empty for accuracy on images
     */
    record Place(String part, String data, String metric, String words) {
        private String of(String text) {
            return words.isEmpty() ? text : words + ", " + text;
        }
    }

    /** How far a method is ahead of another, in hundredths, paired by seed. */
    static Check ahead(Place place, String method, String other, double points) {
        return new Check(
                place.of(method + " - " + other),
                results -> difference(results, place, method, other),
                points, true, POINTS);
    }

    /** As {@link #ahead}, but no more than so many points. */
    static Check noFurther(Place place, String method, String other, double points) {
        return new Check(
                place.of(method + " - " + other),
                results -> difference(results, place, method, other),
                points, false, POINTS);
    }

    private static Estimate difference(
            Results results, Place place, String method, String other) {
        Results own = in(results, place);
        PairedDifference paired = own.where(Part.METHOD, method).against(
                own.where(Part.METHOD, other), place.metric(), Part.DATA, Part.SEED);
        return new Estimate(100 * paired.difference(), 100 * paired.standardError());
    }

    /** What a method loses between two of its numbers, in hundredths. */
    static Estimate loss(Results results, Place place, String method, String from, String to) {
        Results own = in(results, place).where(Part.METHOD, method);
        double[] before = own.numbers(from);
        double[] after = own.numbers(to);
        for (int i = 0; i < before.length; i++) {
            before[i] = 100 * (before[i] - after[i]);
        }
        return before.length == 0
                ? new Estimate(Double.NaN, Double.NaN)
                : Estimate.of(before);
    }

    /** A number of a method, times a factor. */
    static Estimate number(Results results, Place place, String method, double factor) {
        Estimate its = in(results, place).where(Part.METHOD, method).estimate(place.metric());
        return new Estimate(factor * its.mean(), factor * its.standardError());
    }

    private static Results in(Results results, Place place) {
        Results own = results.where(Part.PART, place.part());
        return place.data() == null ? own : own.where(Part.DATA, place.data());
    }

    /** Returns the criterion: {@code arb - plain at least +3.0 points}. */
    String criterion() {
        return what + (least ? " at least " : " at most ") + text(bound) + suffix();
    }

    private String suffix() {
        return unit.isEmpty() ? "" : " " + unit;
    }

    private String text(double value) {
        return Texts.format(unit.equals(POINTS) ? "%+.1f" : "%.2f", value);
    }

    /** Returns what was measured: {@code arb - plain +4.2 ±0.3 points}; "not measured". */
    String measured(Results results) {
        Estimate is = measure.apply(results);
        if (Double.isNaN(is.mean())) {
            return what + " not measured";
        }
        String error = Double.isNaN(is.standardError())
                ? ""
                : Texts.format(unit.equals(POINTS) ? " \u00b1%.1f" : " \u00b1%.2f",
                        is.standardError());
        return what + " " + text(is.mean()) + error + suffix();
    }

    /** Whether a criterion is met, and whether by more than two standard errors; from best to worst. */
    enum Answer {
        YES("yes"), BARELY("yes, within noise"), UNKNOWN("not measured"),
        ALMOST("no, within noise"), NO("no");

        final String text;

        Answer(String text) {
            this.text = text;
        }
    }

    /** Returns whether it holds. */
    Answer answer(Results results) {
        Estimate is = measure.apply(results);
        double ahead = least ? is.mean() - bound : bound - is.mean();
        if (Double.isNaN(ahead)) {
            return Answer.UNKNOWN;
        }
        // without an error, of one trial, nothing is sure
        boolean sure = Math.abs(ahead) > 2 * is.standardError();
        if (ahead >= 0) {
            return sure ? Answer.YES : Answer.BARELY;
        }
        return sure ? Answer.NO : Answer.ALMOST;
    }
}
