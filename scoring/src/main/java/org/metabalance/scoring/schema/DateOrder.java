package org.metabalance.scoring.schema;

import java.util.Arrays;
import java.util.Optional;

/** In which order day, month and year stand in dates of digits, where the year does not say it. */
public enum DateOrder {
    /** 2023-08-06; a year of four digits at the beginning always means this. */
    YEAR_FIRST("year-month-day"),
    /** 06/08/2023 is the sixth of August. */
    DAY_FIRST("day-month-year"),
    /** 06/08/2023 is the eighth of June. */
    MONTH_FIRST("month-day-year");

    /** The {@link #bit}s of all of them. */
    public static final int ALL = 0b111;

    private final String text;

    DateOrder(String text) {
        this.text = text;
    }

    /** Returns the order as users read and write it. */
    public String text() {
        return text;
    }

    /** Returns the order that {@link #text} gave. */
    public static Optional<DateOrder> of(String text) {
        return Arrays.stream(values()).filter(order -> order.text.equals(text)).findFirst();
    }

    /** Returns the bit that stands for it where several are told. */
    public int bit() {
        return 1 << ordinal();
    }
}
