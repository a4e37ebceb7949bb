package org.metabalance.app.read;

import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.Table;

/** Numbers as much of Europe writes them: 1,5 for one and a half. */
final class DecimalComma {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(,\\d+)?([eE][+-]?\\d+)?");

    private DecimalComma() {}

    /** Returns whether all values of some text column are such numbers. */
    static boolean inSomeColumn(Table table) {
        return table.columns().stream()
                .anyMatch(
                        column -> column instanceof Column.Categorical texts
                                && texts.rows() > 0
                                && Arrays.stream(texts.values())
                                        .filter(Objects::nonNull)
                                        .allMatch(x -> NUMBER.matcher(x).matches())
                                && Arrays.stream(texts.values())
                                        .anyMatch(Objects::nonNull));
    }
}
