package org.metabalance.app.schema;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.metabalance.scoring.schema.Kind;
import org.metabalance.scoring.schema.NumberStyle;

/**
 * How the numbers of a column are written: the style and the unit that most of its values fit.
 *
 * <p>Where 1,234 and its like could be thousands as well as 1.234, and no value decides it, they are
 * thousands, unless fields are separated by semicolons. A currency may be missing at some numbers; of
 * percents at least half must have the sign, since 12% is read as 12 and would not be 0.12 beside it.
 *
 * @param kind the style and unit
 * @param fits how many values fit
 * @param notes for a person
 * @param codes whether digits are names
 */
record NumberDecision(Kind.Number kind, long fits, List<String> notes, Codes codes) {
    static NumberDecision of(Profile profile, boolean semicolons) {
        Kind.Number best = Kind.Number.PLAIN;
        long most = -1;
        for (String unit : units(profile)) {
            for (NumberStyle style : NumberStyle.ALL) {
                long fits = fits(profile, style, unit);
                if (fits > most) {
                    most = fits;
                    best = new Kind.Number(style, unit);
                }
            }
        }
        List<String> notes = new ArrayList<>();
        NumberStyle thousands = NumberStyle.ALL.get(1);
        NumberStyle comma = NumberStyle.ALL.get(4);
        boolean undecided = best.style().equals(thousands)
                && fits(profile, comma, best.unit()) == most;
        if (undecided) {
            if (semicolons) {
                best = new Kind.Number(comma, best.unit());
            }
            notes.add(
                    "1,234 is read as " + (semicolons ? "1.234" : "1234")
                            + ": no value tells which is meant");
        }
        notes.addAll(notes(profile, best));
        return new NumberDecision(best, most, notes, profile.codes);
    }

    private static List<String> notes(Profile profile, Kind.Number kind) {
        List<String> notes = new ArrayList<>();
        if (kind.unit().equals("%")) {
            notes.add("12% is read as 12");
        } else if (!kind.unit().isEmpty()) {
            notes.add(kind.unit() + " taken off");
        }
        if (profile.parentheses > 0) {
            notes.add("(5) is read as -5");
        }
        if (profile.minus > 0) {
            notes.add("the sign \u2212 is read as minus");
        }
        if (profile.codes.someZerosInFront()) {
            notes.add("007 is read as 7");
        }
        return notes;
    }

    private static Set<String> units(Profile profile) {
        long all = profile.typed();
        long percent = 0;
        for (Map.Entry<Profile.Shape, long[]> shape : profile.numbers().entrySet()) {
            all += shape.getValue()[0];
            percent += shape.getKey().unit().equals("%") ? shape.getValue()[0] : 0;
        }
        Set<String> units = new LinkedHashSet<>();
        units.add("");
        for (Profile.Shape shape : profile.numbers().keySet().stream()
                .sorted(java.util.Comparator.comparing(Profile.Shape::unit)).toList()) {
            if (!shape.unit().equals("%") || 2 * percent >= all) {
                units.add(shape.unit());
            }
        }
        return units;
    }

    private static long fits(Profile profile, NumberStyle style, String unit) {
        long fits = style.equals(NumberStyle.PLAIN) ? profile.typed() : 0;
        for (Map.Entry<Profile.Shape, long[]> entry : profile.numbers().entrySet()) {
            Profile.Shape shape = entry.getKey();
            if ((shape.styles() & style.bit()) != 0
                    && (shape.unit().isEmpty() || shape.unit().equals(unit))) {
                fits += entry.getValue()[0];
            }
        }
        return fits;
    }

    /** Returns why these digits are names and not amounts; empty if they are amounts. */
    String names(boolean label) {
        if (codes.beyondDoubles()) {
            return "whole numbers beyond 2^53, kept apart as texts";
        }
        if (codes.zerosInFront() || label && codes.someZerosInFront()) {
            return "codes with zeros in front, kept as texts";
        }
        return kind.style().decimal().equals(",") && codes.lists()
                ? "the commas separate answers: no decimal signs"
                : "";
    }
}
