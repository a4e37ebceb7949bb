package org.metabalance.app.option;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.output.Output;
import org.metabalance.app.read.ColumnNames;
import org.metabalance.app.read.ReadTable;
import org.metabalance.app.read.TableReader;
import org.metabalance.meta.data.DataException;
import org.metabalance.scoring.schema.ColumnSchema;
import org.metabalance.scoring.schema.Schema;
import org.metabalance.scoring.schema.SchemaFile;
import picocli.CommandLine.Option;

/** The options that say how a file is read, and the way from them to a table and its schema. */
public final class ReaderOptions {
    @Option(
            names = "--drop",
            paramLabel = "COLUMN",
            description = {
                "A column not to learn from, for example row numbers; several with commas between"
                        + " them, or by several --drop. A column whose name has the comma comes first."
            })
    private List<String> drop = List.of();

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description = {
                "What every column is read as, as JSON. If FILE is there, it is used as it stands;"
                        + " otherwise it is written, to be looked at and changed."
            })
    private Path schemaFile;

    @Option(
            names = "--strict",
            description = "Refuse a file with values that do not fit what their column is read as;"
                    + " otherwise they count as missing, and are said.")
    private boolean strict;

    private Schema saved;
    private Path savedIn;

    /** Reads by an earlier schema, unless the user gives one. */
    public void orElse(Schema schema, Path file) {
        saved = schema;
        savedIn = file;
    }

    /**
     * Reads a file.
     *
     * @param label the column to predict, as the user wrote it; null if none is named
     * @param positive the value of it to find; null if none is named
     */
    public ReadTable read(TableReader reader, String label, String positive, Terminal terminal) {
        ColumnNames names = new ColumnNames(reader.names(), terminal::note);
        String exact = label == null ? null : names.find(label);
        List<String> dropped = names.findAll(drop);
        if (dropped.contains(exact)) {
            throw new UserError("--drop must not name the label column '" + exact + "'");
        }
        if (names.areNumbers()) {
            terminal.note(
                    "every column is named by a number: is the first line data? CSV files need a"
                            + " header");
        }
        Schema given = given();
        Schema schema = given == null
                ? reader.decide(exact, positive, dropped)
                : conforming(given, reader.names(), exact, terminal).without(dropped, "--drop");
        ReadTable read = reader.read(schema, strict);
        if (schemaFile != null && given == null) {
            Output.named(schemaFile, terminal).write(SchemaFile.text(schema));
            terminal.note("the schema is in " + schemaFile);
        }
        return read;
    }

    /** Returns the schema to read by; null if it is to be decided. */
    private Schema given() {
        if (schemaFile != null) {
            try {
                return Files.exists(schemaFile) ? SchemaFile.read(schemaFile) : null;
            } catch (DataException e) {
                throw new UserError(e.getMessage(), e); // not of the data's file
            }
        }
        return saved;
    }

    /** Returns the schema, which must know the label and have no column that is absent. */
    private Schema conforming(
            Schema schema, List<String> names, String label, Terminal terminal) {
        Path file = schemaFile == null ? savedIn : schemaFile;
        List<String> absent = schema.columns().stream()
                .filter(ColumnSchema::isRead).map(ColumnSchema::name)
                .filter(name -> !names.contains(name)).toList();
        if (!absent.isEmpty()) {
            throw new UserError(
                    Texts.format(
                            "%s has %s that the data does not have: %s; correct or remove it there",
                            file, Texts.count(absent.size(), "column"),
                            Texts.oneLine(String.join(", ", absent))));
        }
        if (label != null && schema.column(label).filter(ColumnSchema::isRead).isEmpty()) {
            throw new UserError(
                    Texts.format(
                            "%s does not say what the label column '%s' is read as; add it there",
                            file, label));
        }
        List<String> unknown = names.stream().filter(name -> schema.column(name).isEmpty())
                .toList();
        if (!unknown.isEmpty()) {
            terminal.note(
                    Texts.format(
                            "%s does not know %s of the data, left out: %s", file,
                            Texts.count(unknown.size(), "column"), String.join(", ", unknown)));
        }
        return schema;
    }
}
