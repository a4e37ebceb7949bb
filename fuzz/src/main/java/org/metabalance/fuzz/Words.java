package org.metabalance.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints a dictionary for the fuzzer: all options and methods there are, and values to try. */
public final class Words {
    private static final Pattern OPTION = Pattern.compile("--?[a-z-]+=?");
    private static final List<String> VALUES = List.of(
            "rows", "constant", "model", "out", "y", "x", "c", "x,c", "yes", "no", "all", "mlp",
            "1", "0", "-1", "2147483648", "9223372036854775808", "1e999", "NaN", "-0.0", "0x1p3",
            "1d",
            "1,2", ",", "", " ", "--", "-", "@rows", "@", "é", "\u202e", "\u001b[2J", "\u0085",
            "\u0000",
            "${sys:user.home}", "%s", "%n", "@|red x|@", "'", "\"", "=", "\\", "\t", "\r", "\n",
            "exact", "first-order", "truncated-1", "finite-difference", "conjugate-gradient-1",
            "neumann-1-0.1", "gmres-1", "exact-checkpointed");

    private Words() {}

    /** Prints one word a line, as libFuzzer reads them. */
    public static void main(String[] arguments) {
        List<String> commands = Confinement.commands();
        Stream<String> options = Stream.concat(Stream.of(List.<String>of()),
                commands.stream().map(List::of))
                .map(Confinement::help)
                .flatMap(help -> OPTION.matcher(help).results())
                .map(MatchResult::group);
        Stream<String> methods = Ended.run(List.of("methods")).out().lines()
                .map(line -> line.split(" ", 2)[0]);
        System.out.println(Stream.of(commands.stream(), options, methods, VALUES.stream())
                .flatMap(words -> words).distinct().filter(word -> !word.isEmpty())
                .map(Words::quoted).collect(Collectors.joining("\n")));
    }

    private static String quoted(String word) {
        StringBuilder quoted = new StringBuilder("\"");
        for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
            quoted.append(b > ' ' && b != '"' && b != '\\' ? String.valueOf((char) b)
                    : "\\x%02x".formatted(b));
        }
        return quoted.append('"').toString();
    }
}
