package org.metabalance.app.decision;

import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.option.DataOptions;
import org.metabalance.app.read.ColumnNames;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.table.Column;

/**
 * What a missed positive costs in each row.
 *
 * @param column where it stands
 * @param values one for each row with a label, in their order; not copied
 */
record Amounts(String column, double[] values) {
    /**
     * Reads them.
     *
     * @throws UserError if the column is not there or holds what is no amount
     */
    static Amounts of(DataOptions.Loaded loaded, String wanted) {
        String name;
        try {
            name = new ColumnNames(
                    loaded.table().columns().stream().map(Column::name).toList(), _ -> {})
                    .find(wanted);
        } catch (DataException e) {
            throw new UserError("--amount-column: " + e.getMessage(), e);
        }
        if (name.equals(loaded.target().column())
                || !(loaded.table().column(name) instanceof Column.Numeric numbers)) {
            throw new UserError(
                    Texts.format(
                            "--amount-column: column '%s' %s; give a column of numbers", name,
                            name.equals(loaded.target().column()) ? "is the label"
                                    : "holds no numbers"));
        }
        int[] rows = loaded.target().rows();
        double[] values = new double[rows.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.value(rows[i]);
            if (!(values[i] >= 0 && Double.isFinite(values[i]))) {
                throw new UserError(
                        Texts.format(
                                "--amount-column: column '%s' has %s in row %d; amounts must be there"
                                        + " and not negative",
                                name,
                                Double.isNaN(values[i]) ? "no value" : String.valueOf(values[i]),
                                loaded.table().rowNumber(rows[i])));
            }
        }
        return new Amounts(name, values);
    }
}
