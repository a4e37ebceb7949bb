package org.metabalance.scoring.schema;

import java.util.List;

/** What the values of a column are read as. */
public sealed interface Kind {
    /**
     * Numbers.
     *
     * @param style how their digits are written
     * @param unit what stands before or after the digits and is taken off: {@code %} (12% is 12), a
     *     currency sign or its code; empty if nothing may
     */
    record Number(NumberStyle style, String unit) implements Kind {
        /** Numbers with a decimal point and nothing else. */
        public static final Number PLAIN = new Number(NumberStyle.PLAIN, "");
    }

    /**
     * Dates, with or without a time of day: days since 1970-01-01 in UTC, with fractions.
     *
     * @param order of day, month and year where their digits do not say it
     */
    record Date(DateOrder order) implements Kind {}

    /** Times of day: hours since midnight. */
    record TimeOfDay() implements Kind {}

    /**
     * Texts, of which each different one is a category.
     *
     * @param values those that were seen, the most frequent ones first; a usual mark for a missing
     *     value that stands here is a value
     * @param more whether there were more than are listed
     * @param ignoreCase whether texts that differ from a listed value in upper and lower case alone are
     *     that value
     */
    record Category(List<String> values, boolean more, boolean ignoreCase) implements Kind {
        /** Copies the list. */
        public Category {
            values = List.copyOf(values);
        }
    }

    /**
     * Not read.
     *
     * @param reason for the user
     */
    record LeftOut(String reason) implements Kind {}

    /** Returns whether the column becomes one of numbers. */
    default boolean isNumeric() {
        return switch (this) {
            case Number _,Date _,TimeOfDay _ -> true;
            case Category _,LeftOut _ -> false;
        };
    }

    /** Returns what the column is read as, for a table. */
    default String text() {
        return switch (this) {
            case Number(NumberStyle style, String unit) -> "number" + written(style, unit);
            case Date(DateOrder _) -> "date";
            case TimeOfDay _ -> "time of day";
            case Category(List<String> values, boolean more, boolean _) ->
                    (more ? "over " : "")
                            + (values.size() == 1 ? "1 category" : values.size() + " categories");
            case LeftOut _ -> "left out";
        };
    }

    private static String written(NumberStyle style, String unit) {
        String example = (style.grouping().isEmpty() ? "" : "1" + style.grouping() + "234")
                + (style.decimal().equals(",") ? (style.grouping().isEmpty() ? "1" : "") + ",5"
                        : "");
        String with = unit.equals("%") ? example + "%" : unit + example;
        return with.isEmpty() ? "" : " (" + with + ")";
    }
}
