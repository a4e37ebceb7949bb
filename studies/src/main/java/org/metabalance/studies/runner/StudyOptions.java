package org.metabalance.studies.runner;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.meta.method.Budget;

/**
 * What the user asked of a study.
 *
 * @param repetitions how many; 0 for as many as the study has by default
 * @param firstSeed seed of the first repetition; the others follow one by one
 * @param epochs of every training; 0 likewise
 * @param data files or folders to read; empty for what the study has by default
 * @param label the column to predict in these; empty for the usual names
 * @param drop columns of these not to learn from
 * @param methods names of the methods to compare; empty for what the study has by default
 * @param parts of the study to make; empty for all
 */
public record StudyOptions(
        int repetitions, int firstSeed, int epochs, List<Path> data, String label,
        List<String> drop, List<String> methods, List<String> parts) {
    /** The study as it is by default. */
    public static final StudyOptions DEFAULT = new StudyOptions(0, 0, List.of());

    /** Copies the lists. */
    public StudyOptions {
        data = List.copyOf(data);
        drop = List.copyOf(drop);
        methods = List.copyOf(methods);
        parts = List.copyOf(parts);
    }

    /** Options of a whole study. */
    public StudyOptions(
            int repetitions, int firstSeed, int epochs, List<Path> data, String label,
            List<String> drop, List<String> methods) {
        this(repetitions, firstSeed, epochs, data, label, drop, methods, List.of());
    }

    /** Options of studies that have columns and methods of their own. */
    public StudyOptions(int repetitions, int epochs, List<Path> data) {
        this(repetitions, 0, epochs, data, "", List.of(), List.of());
    }

    /** Returns the seeds, {@code usual} many unless the user gave another number. */
    public int[] seeds(int usual) {
        int count = repetitions == 0 ? usual : repetitions;
        return IntStream.range(0, count).map(i -> firstSeed + i).toArray();
    }

    /** Returns the number of epochs, {@code usual} unless the user gave another. */
    public int epochs(int usual) {
        return epochs == 0 ? usual : epochs;
    }

    /** Returns the usual budget, unless the user gave a number of epochs. */
    public Budget budget() {
        return epochs == 0 ? Budget.DEFAULT : Budget.DEFAULT.withEpochs(epochs);
    }

    /** Refuses {@code --data}, for studies that make their data. */
    public void refuseData(String study) {
        if (!data.isEmpty()) {
            throw new UserError("study " + study + " makes its own data; leave out --data");
        }
        refuseTables(study);
    }

    /** Refuses {@code --label}, {@code --drop} and {@code --methods}, for studies that have theirs. */
    public void refuseTables(String study) {
        if (!label.isEmpty() || !drop.isEmpty() || !methods.isEmpty()) {
            throw new UserError(
                    "study " + study + " has columns and methods of its own; leave out --label,"
                            + " --drop and --methods");
        }
    }

    /** Refuses {@code --epochs}, for studies that train nothing. */
    public void refuseEpochs(String study) {
        if (epochs != 0) {
            throw new UserError("study " + study + " has no epochs; leave out --epochs");
        }
    }

    /**
     * Checks the parts that are asked for.
     *
     * @param known those that the study has
     * @throws UserError if one is none of them
     */
    void requireParts(String study, List<String> known) {
        for (String part : parts) {
            if (!known.contains(part)) {
                throw new UserError(
                        known.isEmpty()
                                ? "study " + study + " has no parts; leave out --part"
                                : Texts.format(
                                        "study %s has no part '%s'%s; its parts are: %s", study,
                                        part,
                                        Texts.didYouMean(part, known), String.join(", ", known)));
            }
        }
    }

    /** Returns the options as typed after the study's name, each with a blank before it. */
    String text() {
        StringBuilder text = new StringBuilder();
        if (repetitions != 0) {
            text.append(" --seeds ").append(repetitions);
        }
        if (firstSeed != 0) {
            text.append(" --first-seed ").append(firstSeed);
        }
        if (epochs != 0) {
            text.append(" --epochs ").append(epochs);
        }
        if (!data.isEmpty()) {
            text.append(" --data ").append(
                    String.join(",", data.stream().map(Path::toString).toList()));
        }
        if (!label.isEmpty()) {
            text.append(" --label ").append(label);
        }
        if (!drop.isEmpty()) {
            text.append(" --drop ").append(String.join(",", drop));
        }
        if (!methods.isEmpty()) {
            text.append(" --methods ").append(String.join(",", methods));
        }
        if (!parts.isEmpty()) {
            text.append(" --part ").append(String.join(",", parts));
        }
        return text.toString();
    }
}
