package org.metabalance.app.console;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.TypeConversionException;

/** What the library would let pass and no user means; the same for every command and option. */
public final class ArgumentRules {
    /** Beyond these, a command would end in days or for want of memory; at them, long after sense. */
    private static final Map<String, Integer> MOST = Map.of(
            "--seeds", 10_000,
            "--threads", 10_000,
            "--hidden", 10_000,
            "--batch", 100_000,
            "--inner-steps", 1_000);

    private static final Pattern ONLY_COMMAS = Pattern.compile("[,\\s]*");

    private ArgumentRules() {}

    /** Applies the rules to a command and those below it. */
    public static void apply(CommandLine line) {
        line
                // @file would take the words of any file as arguments, and show them in errors
                .setExpandAtFiles(false)
                .registerConverter(Path.class, ArgumentRules::path)
                .setExecutionStrategy(parsed -> {
                    parsed.asCommandLineList().forEach(one -> check(one, one.getParseResult()));
                    return new RunLast().execute(parsed);
                });
    }

    /** Not the folder one happens to be in, which is what no text at all would name. */
    private static Path path(String text) {
        if (text.isEmpty()) {
            throw new TypeConversionException("an empty text names no file");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("'" + text + "' names no file: " + e.getReason());
        }
    }

    private static void check(CommandLine command, ParseResult parsed) {
        for (OptionSpec option : parsed.matchedOptions()) {
            Object value = option.getValue();
            // of "," nothing is left, and nothing means the default or none at all
            if (value instanceof Collection<?> values
                    && values.stream().allMatch(one -> ONLY_COMMAS.matcher(
                            String.valueOf(one)).matches())) {
                throw new ParameterException(
                        command, option.longestName() + " has nothing between its commas");
            }
            Integer most = MOST.get(option.longestName());
            for (Object one : value instanceof Collection<?> values ? values : List.of(value)) {
                if (most != null && one instanceof Integer number && number > most) {
                    throw new ParameterException(
                            command, option.longestName() + " must be at most " + most + ", got "
                                    + number);
                }
            }
        }
    }

    /** Refuses a command without these options, where an earlier comparison could have stood in for it. */
    public static void refuseMissing(CommandLine command, List<String> options) {
        if (!options.isEmpty()) {
            throw new ParameterException(
                    command,
                    "missing required option" + (options.size() == 1 ? "" : "s") + ": '"
                            + String.join("', '", options) + "'");
        }
    }

    /** Returns {@code value}, or refuses it as the value of {@code option}. */
    public static int atLeastOne(CommandLine command, String option, int value) {
        if (value < 1) {
            throw new ParameterException(
                    command, option + " must be at least 1, got " + value);
        }
        return value;
    }
}
