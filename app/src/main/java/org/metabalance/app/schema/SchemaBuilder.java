package org.metabalance.app.schema;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.scoring.schema.ColumnSchema;
import org.metabalance.scoring.schema.Kind;
import org.metabalance.scoring.schema.Schema;

/** Sees every value of a file once and then decides what its columns are read as. */
public final class SchemaBuilder {
    /** The share of the heap that profiles may take: the table itself needs most of it. */
    private static final int SHARE_OF_HEAP = 8;

    private final List<Profile> profiles = new ArrayList<>();
    private final String[] unreadable;

    /**
     * Starts with the columns' names.
     *
     * @param names all different
     * @param unreadable for each column why it cannot be read; null if it can
     */
    public SchemaBuilder(List<String> names, List<String> unreadable) {
        Distinct.Budget budget = new Distinct.Budget(
                Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
        names.forEach(name -> profiles.add(new Profile(name, budget)));
        this.unreadable = unreadable.toArray(String[]::new);
    }

    /** Takes the value of column {@code index} in the next row, without blanks around it. */
    public void add(int index, String text) {
        if (unreadable[index] == null) {
            profiles.get(index).add(text);
        }
    }

    /**
     * Takes the value of column {@code index} in the next row, of a file that holds numbers there.
     *
     * @param number finite, at most 2^53 if it is whole
     * @param whole whether the column holds whole numbers alone
     */
    public void add(int index, double number, boolean whole) {
        if (unreadable[index] == null) {
            profiles.get(index).add(number, whole);
        }
    }

    /**
     * Decides.
     *
     * @param label the column to predict; null if none is named
     * @param positive the value of the label to find; null if none is named
     * @param semicolons whether fields are separated by semicolons
     */
    public Schema decide(String label, String positive, boolean semicolons) {
        Decision.Wanted wanted = new Decision.Wanted(label, positive, semicolons);
        List<ColumnSchema> columns = new ArrayList<>();
        for (int i = 0; i < profiles.size(); i++) {
            Profile profile = profiles.get(i);
            columns.add(
                    unreadable[i] == null
                            ? Decision.of(profile, wanted)
                            : new ColumnSchema(
                                    profile.name, new Kind.LeftOut(unreadable[i]), List.of(), 0,
                                    ""));
            profile.texts.close();
        }
        return new Schema(columns);
    }
}
