package org.metabalance.studies.runner;

import java.util.List;
import java.util.function.BiConsumer;
import org.metabalance.app.picture.Figure;
import tools.jackson.databind.node.ObjectNode;

/** What a study found: the slots of its report, its figures, and all numbers. */
public interface Findings {
    /**
     * Returns what the report's template has slots for, by the names of the record's components: texts,
     * whole numbers, truths, and lists, maps and records of such. All other numbers are written out
     * already. A component that is null is missing in the template.
     */
    Record slots();

    /** Gives each figure with the name of its files, without ending. */
    default void figures(BiConsumer<String, Figure> take) {}

    /**
     * Returns the names of figures that this time there are none of: such as an earlier report left are
     * deleted.
     */
    default List<String> withheld() {
        return List.of();
    }

    /**
     * Writes all numbers, for whom the report's are too few.
     *
     * @param node gets them
     * @param verdicts the sentences that the template made of the slots, in its order
     */
    void numbers(ObjectNode node, List<String> verdicts);
}
