package org.metabalance.app.inspect;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.app.console.Texts;
import org.metabalance.meta.data.table.Table;
import org.metabalance.meta.data.table.Target;
import org.metabalance.scoring.schema.ColumnSchema;
import org.metabalance.scoring.schema.Kind;
import org.metabalance.scoring.schema.Schema;

/** What a person should know of a table before trusting what was learned from it. */
public final class Warnings {
    private Warnings() {}

    /**
     * Returns rows that repeat others, columns that name the rows, that give the label away or were left
     * out, each as a finding; of the table as a whole the column is empty. Of a table on disk only some rows are looked
     * at, and a finding says so.
     */
    public static List<Finding> of(Table all, Target classes, Schema schema) {
        Sample sample = Sample.of(all, classes);
        Table table = sample.table();
        Target target = sample.target();
        List<Finding> findings = new ArrayList<>();
        if (!sample.note().isEmpty()) {
            findings.add(new Finding("", sample.note()));
        }
        Duplicates duplicates = Duplicates.of(table, target.column());
        if (duplicates.rows() > 0) {
            findings.add(new Finding("", Texts.format(
                    "%s an earlier one: the same row may be learned from and tested on",
                    duplicates.rows() == 1 ? "1 row repeats"
                            : Texts.format("%,d rows repeat", duplicates.rows()))));
        }
        if (duplicates.otherLabel() > 0) {
            findings.add(new Finding("", Texts.format(
                    "%s an earlier one but for the label, which no method can tell apart",
                    duplicates.otherLabel() == 1 ? "1 row repeats"
                            : Texts.format("%,d rows repeat", duplicates.otherLabel()))));
        }
        List<Finding> identifiers = Identifiers.of(table, schema.columns().stream()
                .filter(column -> !column.isRead() || table.names().contains(column.name()))
                .toList(), target.column());
        findings.addAll(identifiers);
        Giveaway.of(table, target).forEach(finding -> findings.add(new Finding(
                finding.column(), "may give the label away: " + finding.reason())));
        for (ColumnSchema column : schema.columns()) {
            if (column.kind() instanceof Kind.LeftOut(String reason) && !reason.equals("--drop")
                    && identifiers.stream().noneMatch(f -> f.column().equals(column.name()))) {
                findings.add(new Finding(column.name(), "left out: " + reason));
            }
        }
        return findings;
    }
}
