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
import org.metabalance.meta.data.table.Target;
import org.metabalance.scoring.schema.Kind;

/** An inspection as lines for a person. */
public final class InspectionText {
    private static final int SHOWN = 4;

    private InspectionText() {}

    /** Returns the lines, none longer than {@code width} where that can be. */
    public static List<String> lines(Inspection inspection, int width) {
        List<String> lines = new ArrayList<>();
        numbers(lines, inspection, width);
        dates(lines, inspection, width);
        categories(lines, inspection, width);
        remarks(lines, inspection);
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

    private static void numbers(List<String> lines, Inspection inspection, int width) {
        WrappedTable table = new WrappedTable("numbers", ">missing", ">odd", ">least", ">25 %",
                ">median", ">75 %", ">greatest", ">mean", "");
        for (ReadColumn column : inspection.read().columns()) {
            Kind kind = column.schema().kind();
            if ((kind instanceof Kind.Number || kind instanceof Kind.TimeOfDay)
                    && of(inspection, column) instanceof Distribution.Numbers of) {
                table.add(
                        WrappedTable.name(column.schema().name()),
                        WrappedTable.number(column.missing()),
                        WrappedTable.number(column.odd()),
                        number(of.minimum()), number(of.lower()), number(of.median()),
                        number(of.upper()), number(of.maximum()), number(of.mean()), "");
            }
        }
        add(lines, table, width);
    }

    private static void dates(List<String> lines, Inspection inspection, int width) {
        WrappedTable table = new WrappedTable("dates", ">missing", ">odd", ">earliest", ">median",
                ">latest", "");
        for (ReadColumn column : inspection.read().columns()) {
            if (column.schema().kind() instanceof Kind.Date
                    && of(inspection, column) instanceof Distribution.Numbers of) {
                table.add(
                        WrappedTable.name(column.schema().name()),
                        WrappedTable.number(column.missing()),
                        WrappedTable.number(column.odd()),
                        date(of.minimum()), date(of.median()), date(of.maximum()), "");
            }
        }
        add(lines, table, width);
    }

    private static void categories(List<String> lines, Inspection inspection, int width) {
        WrappedTable table = new WrappedTable("categories", ">missing", ">different",
                "most frequent");
        for (ReadColumn column : inspection.read().columns()) {
            if (column.schema().isRead()
                    && of(inspection, column) instanceof Distribution.Categories of) {
                table.add(
                        WrappedTable.name(column.schema().name()),
                        WrappedTable.number(column.missing()),
                        WrappedTable.number(of.different()),
                        of.frequent().stream().limit(SHOWN)
                                .map(count -> Texts.format("%s %,d",
                                        WrappedTable.name(count.value()), count.rows()))
                                .collect(Collectors.joining(", ")));
            }
        }
        add(lines, table, width);
    }

    private static void add(List<String> lines, WrappedTable table, int width) {
        if (!table.isEmpty()) {
            lines.addAll(table.lines(0, width));
            lines.add("");
        }
    }

    private static Distribution of(Inspection inspection, ReadColumn column) {
        return inspection.distributions().get(column.schema().name());
    }

    /** What is left out, and what is to be known of how the others are read. */
    private static void remarks(List<String> lines, Inspection inspection) {
        List<String> remarks = new ArrayList<>();
        for (ReadColumn column : inspection.read().columns()) {
            Kind kind = column.schema().kind();
            String note = column.schema().note();
            if (kind instanceof Kind.LeftOut(String reason)) {
                remarks.add(column.schema().name() + ": left out, " + reason);
            } else if (!note.isEmpty()) {
                remarks.add(column.schema().name() + ": " + kind.text() + "; " + note);
            } else if (kind instanceof Kind.Number && !kind.equals(Kind.Number.PLAIN)
                    || kind instanceof Kind.TimeOfDay) {
                remarks.add(column.schema().name() + ": " + kind.text());
            }
        }
        if (!remarks.isEmpty()) {
            lines.add("Read as:");
            remarks.forEach(remark -> lines.add("  " + Texts.oneLine(remark)));
        }
    }

    /** Five significant digits or so, without needless zeros. */
    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        double size = Math.abs(value);
        if (size >= 1e9 || size > 0 && size < 1e-4) {
            return Texts.format("%.3g", value);
        }
        int decimals = size >= 10_000 || value == Math.rint(value)
                ? 0
                : size >= 100 ? 1 : size >= 1 ? 2 : 4;
        String text = Texts.format("%." + decimals + "f", value);
        return decimals == 0 ? text : text.replaceFirst("\\.?0+$", "");
    }

    static String date(double days) {
        if (!Double.isFinite(days)) {
            return "";
        }
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
