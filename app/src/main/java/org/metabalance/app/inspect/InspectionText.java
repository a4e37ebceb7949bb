package org.metabalance.app.inspect;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.metabalance.app.console.Texts;
import org.metabalance.app.read.ReadColumn;
import org.metabalance.app.report.WrappedTable;
import org.metabalance.app.schema.Kind;
import org.metabalance.meta.data.table.Target;

/** An inspection as lines for a person. */
public final class InspectionText {
    private static final int SHOWN = 4;

    private InspectionText() {}

    /** Returns the lines, none longer than {@code width} where that can be. */
    public static List<String> lines(Inspection inspection, int width) {
        List<String> lines = new ArrayList<>();
        WrappedTable table = new WrappedTable("column", "read as", ">missing", ">odd", "values");
        for (ReadColumn column : inspection.read().columns()) {
            table.add(
                    WrappedTable.name(column.schema().name()),
                    column.schema().kind().text(),
                    WrappedTable.number(column.missing()),
                    WrappedTable.number(column.odd()),
                    values(inspection, column));
        }
        lines.addAll(table.lines(0, width));
        lines.add("");
        lines.add("Of numbers: least .. quarter | half | three quarters .. greatest, mean.");
        if (inspection.target() != null) {
            lines.add(classes(inspection.target()));
        }
        lines.add(duplicates(inspection));
        findings(lines, "Identifiers", inspection.identifiers());
        if (inspection.target() != null) {
            findings(lines, "Columns that give the label away", inspection.giveaways());
        }
        return lines;
    }

    private static String values(Inspection inspection, ReadColumn column) {
        Kind kind = column.schema().kind();
        if (kind instanceof Kind.LeftOut(String reason)) {
            return reason;
        }
        String values = switch (inspection.distributions().get(column.schema().name())) {
            case Distribution.Numbers(double least, double lower, double median, double upper, double greatest, double mean, int different) ->
                    different == 0
                            ? "none"
                            : kind instanceof Kind.Date
                                    ? date(least) + " .. " + date(median) + " .. "
                                            + date(greatest)
                                    : Texts.format(
                                            "%s .. %s | %s | %s .. %s, mean %s", number(least),
                                            number(lower), number(median), number(upper),
                                            number(greatest), number(mean));
            case Distribution.Categories(List<Distribution.Count> frequent, int different) ->
                    frequent.stream().limit(SHOWN)
                            .map(count -> Texts.format("%s %,d",
                                    WrappedTable.name(count.value()), count.rows()))
                            .collect(Collectors.joining(", "))
                            + (different > SHOWN
                                    ? Texts.format(", ... (%,d in all)", different)
                                    : "");
        };
        String note = column.schema().note();
        return note.isEmpty() ? values : values + "; " + note;
    }

    /** Four significant digits, without needless zeros. */
    private static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e7) {
            return Long.toString((long) value);
        }
        String text = String.format(Locale.ROOT, "%.4g", value);
        if (text.indexOf('e') >= 0) {
            return text.replaceFirst("\\.?0+e", "e");
        }
        return text.indexOf('.') < 0 ? text : text.replaceFirst("\\.?0+$", "");
    }

    static String date(double days) {
        Instant instant = Instant.ofEpochSecond(Math.round(days * 86400));
        return days == Math.rint(days)
                ? DateTimeFormatter.ISO_LOCAL_DATE.format(instant.atZone(ZoneOffset.UTC))
                : DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT)
                        .format(instant.atZone(ZoneOffset.UTC));
    }

    private static String classes(Target target) {
        List<String> classes = new ArrayList<>();
        for (int c = 0; c < target.classes().size(); c++) {
            classes.add(
                    Texts.format(
                            "%s %,d (%.1f %%)", Texts.oneLine(target.classes().get(c)),
                            target.counts()[c], 100 * target.prevalence(c)));
        }
        return Texts.format(
                "Classes of '%s': %s%s.", Texts.oneLine(target.column()),
                String.join(", ", classes),
                target.dropped() == 0
                        ? ""
                        : "; " + Texts.count(target.dropped(), "row") + " without one");
    }

    private static String duplicates(Inspection inspection) {
        Duplicates found = inspection.duplicates();
        return Texts.format(
                "Duplicates: %s an earlier one%s.",
                found.rows() == 1 ? "1 row repeats" : Texts.format("%,d rows repeat", found.rows()),
                inspection.target() == null
                        ? ""
                        : Texts.format(
                                ", %,d another but for the label", found.otherLabel()));
    }

    private static void findings(List<String> lines, String title, List<Finding> findings) {
        lines.add(title + (findings.isEmpty() ? ": none found." : ":"));
        for (Finding finding : findings) {
            lines.add("  " + Texts.oneLine(finding.column()) + ": " + finding.reason());
        }
    }
}
