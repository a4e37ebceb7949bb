package org.metabalance.fuzz;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Keeps a made-up command line in one folder and to a second or so of work. Which options take a path
 * is read from the command's own help, where such a value is called FILE, DIR or JAR.
 */
final class Confinement {
    private static final Pattern PATH_OPTION = Pattern.compile("(--[a-z-]+)=(?:FILE|DIR|JAR)");
    private static final Pattern LONG_NUMBER = Pattern.compile("(?<![.\\deE])(?:\\d{2,}|[4-9])");

    private static final Pattern MUCH = Pattern.compile("(?is).*\\ball\\b.*|--tune.*");
    private static final Map<String, List<String>> CHEAP = Map.of(
            "train", List.of("--epochs=1"),
            "compare", List.of("--epochs=1", "--seeds=1", "--methods=plain,logistic"));

    private final Path folder;
    private final String trainable;
    private final String few;
    private final Set<String> pathOptions;

    /**
     * Creates it.
     *
     * @param folder where every path leads
     * @param trainable the name of the data file that can be trained on
     * @param few the name of one that is refused when all options are checked and data are read
     */
    Confinement(Path folder, String trainable, String few) {
        this.folder = folder;
        this.trainable = trainable;
        this.few = few;
        this.pathOptions = commands().stream()
                .flatMap(command -> PATH_OPTION.matcher(help(List.of(command))).results())
                .map(option -> option.group(1))
                .collect(Collectors.toSet());
    }

    Set<String> pathOptions() {
        return pathOptions;
    }

    /** Returns the names of the commands there are. */
    static List<String> commands() {
        return help(List.of()).lines().filter(line -> line.matches("  [a-z]+ {2,}.*"))
                .map(line -> line.strip().split(" ")[0]).toList();
    }

    /** Returns the help for a command, or for all. */
    static String help(List<String> command) {
        List<String> arguments = new ArrayList<>(command);
        arguments.add("--help");
        return Ended.run(arguments).out();
    }

    /** Returns the arguments, made harmless; those that are harmless stay as they are. */
    List<String> of(List<String> arguments) {
        List<String> confined = new ArrayList<>();
        boolean path = false;
        for (String argument : arguments) {
            String flat = argument.replace('/', '_').replace("..", "__");
            int equals = flat.indexOf('=');
            if (path || flat.equals(trainable) || flat.equals(few)) {
                confined.add(within(flat));
            } else if (equals > 0 && pathOptions.contains(flat.substring(0, equals))) {
                confined.add(flat.substring(0, equals + 1) + within(flat.substring(equals + 1)));
            } else {
                confined.add(flat);
            }
            path = !path && pathOptions.contains(flat);
        }
        return cheap(confined);
    }

    private String within(String value) {
        return Arrays.stream(value.split(",", -1))
                .map(name -> folder + "/" + name)
                .collect(Collectors.joining(","));
    }

    /** Numbers of any size go with data that are refused; training is done with small ones. */
    private List<String> cheap(List<String> arguments) {
        boolean training = arguments.stream().anyMatch(argument -> argument.contains(trainable));
        if (training && arguments.stream().anyMatch(MUCH.asMatchPredicate())) {
            return arguments.stream().map(argument -> argument.replace(trainable, few)).toList();
        }
        List<String> cheap = new ArrayList<>(arguments);
        if (training) {
            cheap.replaceAll(
                    argument -> argument.contains(folder.toString())
                            ? argument
                            : LONG_NUMBER.matcher(argument).replaceAll("3"));
            CHEAP.forEach((command, defaults) -> {
                if (arguments.contains(command)) {
                    defaults.stream().filter(option -> !given(arguments, option))
                            .forEach(cheap::add);
                }
            });
        }
        return cheap;
    }

    private static boolean given(List<String> arguments, String option) {
        String name = option.substring(0, option.indexOf('='));
        return arguments.stream()
                .anyMatch(argument -> argument.equals(name) || argument.startsWith(name + "="));
    }
}
