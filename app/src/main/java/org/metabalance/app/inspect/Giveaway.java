package org.metabalance.app.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.app.console.Texts;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.Table;
import org.metabalance.meta.data.table.Target;
import org.metabalance.meta.metric.RocAuc;

/**
 * Columns that give the label away: by one of them alone it is known nearly always. Such a column is often
 * a consequence of what is to be predicted, and is not there when a prediction is needed.
 *
 * <p>A column is such a one if
 *
 * <ul>
 *   <li>its numbers order the rows of some class, against all others, with an area under the ROC curve
 *       above .99 or below .01; at least ten rows of that class and ten others have a number;
 *   <li>or each class is recognised in 99 % of its rows or more when every row is taken for the most
 *       frequent class among the rows with its category (or its number, of 50 different ones at most). A
 *       category of fewer than five rows tells nothing: its rows count as not recognised.
 *   <li>or the same by whether there is a value at all.
 * </ul>
 */
final class Giveaway {
    private static final double AREA = .99;
    private static final double RECALL = .99;
    private static final int FEWEST_NUMBERS = 10;
    private static final int FEWEST_OF_CATEGORY = 5;
    private static final int MOST_NUMBERS = 50;

    private final Target target;

    private Giveaway(Target target) {
        this.target = target;
    }

    static List<Finding> of(Table table, Target target) {
        Giveaway giveaway = new Giveaway(target);
        List<Finding> findings = new ArrayList<>();
        for (Column column : target.features(table).columns()) {
            String reason = giveaway.reason(column);
            if (!reason.isEmpty()) {
                findings.add(new Finding(column.name(), reason));
            }
        }
        return findings;
    }

    private String reason(Column column) {
        String[] presence = new String[column.rows()];
        for (int row = 0; row < presence.length; row++) {
            presence[row] = column.isMissing(row) ? "missing" : "there";
        }
        if (recognised(presence)) {
            return "whether there is a value tells the class";
        }
        if (column instanceof Column.Numeric numbers) {
            String reason = byOrder(numbers.values());
            if (!reason.isEmpty()) {
                return reason;
            }
            if (Arrays.stream(numbers.values()).distinct().limit(MOST_NUMBERS + 1L)
                    .count() > MOST_NUMBERS) {
                return "";
            }
        }
        String[] values = new String[column.rows()];
        Arrays.setAll(values, row -> column.isMissing(row) ? "" : column.text(row));
        return recognised(values) ? "each value belongs to one class" : "";
    }

    private String byOrder(double[] values) {
        int[] rows = java.util.stream.IntStream.range(0, values.length)
                .filter(row -> !Double.isNaN(values[row])).toArray();
        double[] scores = Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
        int[] labels = Arrays.stream(rows).map(row -> target.labels()[row]).toArray();
        for (int c = target.classes().size() - 1; c >= 0; c--) {
            int wanted = c;
            long positive = Arrays.stream(labels).filter(label -> label == wanted).count();
            // values missing for one class are found by whether they are there
            if (positive < FEWEST_NUMBERS || labels.length - positive < FEWEST_NUMBERS) {
                continue;
            }
            double area = RocAuc.of(scores, labels, c);
            if (area > AREA || area < 1 - AREA) {
                return Texts.format(
                        "%s values mean '%s': area under the ROC curve %.3f",
                        area > AREA ? "large" : "small", target.classes().get(c),
                        Math.max(area, 1 - area));
            }
        }
        return "";
    }

    /** Returns whether every class is recognised by the values, one a row. */
    private boolean recognised(String[] values) {
        int classes = target.classes().size();
        Map<String, int[]> counts = new HashMap<>();
        for (int row = 0; row < values.length; row++) {
            counts.computeIfAbsent(values[row], _ -> new int[classes])[target.labels()[row]]++;
        }
        int[] right = new int[classes];
        for (int[] count : counts.values()) {
            int most = 0;
            for (int c = 1; c < classes; c++) {
                most = count[c] > count[most] ? c : most;
            }
            right[most] += Arrays.stream(count).sum() >= FEWEST_OF_CATEGORY ? count[most] : 0;
        }
        int[] all = target.counts();
        for (int c = 0; c < classes; c++) {
            if (right[c] < RECALL * all[c]) {
                return false;
            }
        }
        return true;
    }
}
