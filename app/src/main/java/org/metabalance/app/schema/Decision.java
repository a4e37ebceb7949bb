package org.metabalance.app.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.metabalance.app.console.Texts;
import org.metabalance.scoring.schema.ColumnSchema;
import org.metabalance.scoring.schema.Kind;
import org.metabalance.scoring.schema.Missing;

/**
 * The rules by which a column is read as what it is, from its {@link Profile}.
 *
 * <ol>
 *   <li>A column without values, or with one value in every row, is left out.
 *   <li>It holds numbers, dates or times of day if {@link #MOST} of its values do; the others are odd
 *       and count as missing. A label must be numbers throughout, without units, or it holds
 *       categories.
 *   <li>Digits that are names ({@link Codes}) make categories.
 *   <li>All else are categories; texts that differ in every row are left out.
 * </ol>
 */
final class Decision {
    /** The share of values that must be numbers, or dates, or times. */
    static final double MOST = 0.98;

    /** From this share on a person is told that a column of categories may be meant to be numbers. */
    private static final double NEARLY = 0.9;

    private final Profile profile;
    private final boolean label;
    private final Wanted wanted;
    private final List<String> notes = new ArrayList<>();

    /**
     * What is known beside the values.
     *
     * @param label the column to predict; null if none is named
     * @param positive the value of the label to find, as the user wrote it; null if none is named
     * @param semicolons whether fields are separated by semicolons, as where commas are decimal signs
     */
    record Wanted(String label, String positive, boolean semicolons) {}

    private Decision(Profile profile, Wanted wanted) {
        this.profile = profile;
        this.wanted = wanted;
        label = profile.name.equals(wanted.label);
    }

    static ColumnSchema of(Profile profile, Wanted wanted) {
        return new Decision(profile, wanted).column();
    }

    private ColumnSchema column() {
        if (!label && profile.present == 0 && profile.rows > 0) {
            return leftOut("no values");
        }
        if (!label && profile.missing() == 0 && profile.texts.size() == 1
                && !profile.texts.more()) {
            return leftOut("always " + Texts.oneLine(profile.texts.texts().getFirst()));
        }
        NumberDecision numbers = NumberDecision.of(profile, wanted.semicolons);
        if (enough(numbers.fits()) && (!label || numbers.kind().unit().isEmpty())) {
            String names = numbers.names(label);
            if (names.isEmpty()) {
                notes.addAll(numbers.notes());
                return column(numbers.kind(), numbers.fits());
            }
            notes.add(names);
            return categories();
        }
        if (!label) {
            DateDecision dates = DateDecision.of(profile, wanted.semicolons);
            if (enough(dates.fits())) {
                notes.addAll(dates.notes());
                return column(dates.kind(), dates.fits());
            }
            if (enough(profile.times)) {
                return column(new Kind.TimeOfDay(), profile.times);
            }
            if (enough(dates.inAnyOrder())) {
                notes.add("dates, but in no one order of day and month");
            }
        }
        nearly(numbers.fits());
        return categories();
    }

    private boolean enough(long fits) {
        return profile.present > 0
                && (label ? fits == profile.present : fits >= MOST * profile.present);
    }

    private void nearly(long numbers) {
        if (numbers >= NEARLY * profile.present && numbers < profile.present) {
            notes.add(
                    Texts.format(
                            "%,d of %,d values %s no number%s",
                            profile.present - numbers, profile.present,
                            profile.present - numbers == 1 ? "is" : "are",
                            profile.firstText == null
                                    ? " in one way of writing"
                                    : ", the first is '" + shortened(profile.firstText) + "'"));
        }
    }

    static String shortened(String text) {
        String line = Texts.oneLine(text);
        return line.length() > 30 ? line.substring(0, 29) + "\u2026" : line;
    }

    private ColumnSchema categories() {
        if (!label && profile.present > 2 && profile.texts.allDifferent()) {
            notes.addFirst("a different text in every row");
            return leftOut(String.join("; ", notes));
        }
        List<String> values = new ArrayList<>(profile.texts.texts());
        Set<String> kept = marksThatAreValues(values);
        values.addAll(kept);
        boolean truth = !profile.texts.more() && !values.isEmpty()
                && values.stream().allMatch(Decision::isTruthValue);
        boolean alike = truth || label && positiveInSeveralSpellings(values);
        List<String> listed = alike ? spelledOnce(values, truth) : values;
        if (!truth && spelledOnce(values, false).size() < values.size()) {
            notes.add(differInCase(values) + (alike ? " are one value" : " are two values"));
        }
        List<String> marks = profile.missing.keySet().stream()
                .filter(mark -> !mark.isEmpty() && !kept.contains(mark)).toList();
        return new ColumnSchema(
                profile.name, new Kind.Category(listed, profile.texts.more(), alike), marks, 0,
                note());
    }

    /** A class called none, or one called - beside +, is no missing value. */
    private Set<String> marksThatAreValues(List<String> values) {
        Set<String> kept = new LinkedHashSet<>();
        boolean signs = values.equals(List.of("+"));
        for (String mark : profile.missing.keySet()) {
            if (label && Missing.isDoubtful(mark) || signs && mark.equals("-")) {
                kept.add(mark);
                if (label && !signs) {
                    notes.add("'" + mark + "' is a class, not a missing value");
                }
            }
        }
        return kept;
    }

    private static boolean isTruthValue(String text) {
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
    }

    /** --positive yes where there are Yes and YES, and no yes. */
    private boolean positiveInSeveralSpellings(List<String> values) {
        return wanted.positive != null && !values.contains(wanted.positive)
                && values.stream().filter(wanted.positive::equalsIgnoreCase).count() > 1;
    }

    private static List<String> spelledOnce(List<String> values, boolean lower) {
        Set<String> seen = new HashSet<>();
        return values.stream()
                .filter(value -> seen.add(value.toLowerCase(Locale.ROOT)))
                .map(value -> lower ? value.toLowerCase(Locale.ROOT) : value)
                .toList();
    }

    private static String differInCase(List<String> values) {
        Set<String> once = new HashSet<>(spelledOnce(values, false));
        String other = values.stream().filter(value -> !once.contains(value)).findFirst()
                .orElseThrow();
        String first = once.stream().filter(other::equalsIgnoreCase).findFirst().orElse("");
        return "'" + shortened(first) + "' and '" + shortened(other) + "'";
    }

    private ColumnSchema column(Kind kind, long fits) {
        if (profile.countsRows() && !label) {
            notes.add("counts the rows: a row number?");
        }
        List<String> marks = profile.missing.keySet().stream().filter(mark -> !mark.isEmpty())
                .toList();
        return new ColumnSchema(profile.name, kind, marks, profile.present - fits, note());
    }

    private ColumnSchema leftOut(String reason) {
        return new ColumnSchema(profile.name, new Kind.LeftOut(reason), List.of(), 0, "");
    }

    private String note() {
        return String.join("; ", notes);
    }
}
