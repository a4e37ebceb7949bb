package org.metabalance.app.inspect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.app.read.ReadColumn;
import org.metabalance.app.read.ReadTable;
import org.metabalance.meta.data.table.Target;

/**
 * All that is found out about a table.
 *
 * @param read the table
 * @param target its classes; null if no label is named
 * @param distributions of the columns that are read, by name
 * @param duplicates rows that repeat others
 * @param identifiers columns that name the rows
 * @param giveaways columns that give the label away; empty without a label
 */
public record Inspection(
        ReadTable read,
        Target target,
        Map<String, Distribution> distributions,
        Duplicates duplicates,
        List<Finding> identifiers,
        List<Finding> giveaways) {
    private static final int FREQUENT = 20;

    /** Copies the collections. */
    public Inspection {
        identifiers = List.copyOf(identifiers);
        giveaways = List.copyOf(giveaways);
    }

    /** Returns in words that not all rows were looked at; empty if all were. */
    public String note() {
        return Sample.note(read.table(), target);
    }

    /** Looks at a table; {@code target} is null if no label is named. */
    public static Inspection of(ReadTable read, Target target) {
        Map<String, Distribution> distributions = new LinkedHashMap<>();
        for (ReadColumn column : read.columns()) {
            if (column.schema().isRead()) {
                String name = column.schema().name();
                distributions.put(name, Distribution.of(read.table().column(name), FREQUENT));
            }
        }
        String label = target == null ? null : target.column();
        Sample sample = Sample.of(read.table(), target);
        return new Inspection(
                read,
                target,
                distributions,
                Duplicates.of(sample.table(), label),
                Identifiers.of(
                        sample.table(), read.columns().stream().map(ReadColumn::schema).toList(),
                        label),
                target == null ? List.of() : Giveaway.of(sample.table(), sample.target()));
    }
}
