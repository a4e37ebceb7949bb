package org.metabalance.engine.inspect.explore;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.compile.rewrite.Graph;
import org.metabalance.engine.op.Custom;
import org.metabalance.engine.op.Leaf;

/**
 * Tensors of a tape, a derivative for one, as Java that records the same primitives on the same operands again:
 * compiled and run it gives the same bits. Inputs, variables, random numbers and constants of more than a
 * few elements are parameters of the method.
 *
 * @param text the source of one class
 * @param parameters the tensors that the parameters of its method {@code record} stand for, in order
 */
public record JavaSource(String text, List<Tensor> parameters) {
    /** The name of the class. */
    public static final String CLASS = "Derivative";

    /** A method may have 64 KB of instructions; beyond this many operations it would have more. */
    private static final int MOST = 1500;

    /** What a user may call a tensor, and Java something else. */
    private static final Set<String> KEYWORDS = Set.of(
            "abstract", "assert", "boolean", "break", "byte", "case", "catch", "char", "class",
            "const", "continue", "default", "do", "double", "else", "enum", "extends", "false",
            "final", "finally", "float", "for", "goto", "if", "implements", "import",
            "instanceof", "int", "interface", "long", "native", "new", "null", "package",
            "private", "protected", "public", "return", "short", "static", "strictfp", "super",
            "switch", "synchronized", "this", "throw", "throws", "transient", "true", "try",
            "void", "volatile", "while");

    /** Constants of at most this many elements are written down. */
    private static final int WRITTEN = 16;

    /**
     * Writes what {@code outputs} need.
     *
     * @throws IllegalArgumentException if that is too long for one method
     */
    public static JavaSource of(List<Tensor> outputs) {
        List<Tensor> live = new Graph(outputs.getFirst().tape(), outputs, Map.of()).live();
        if (live.size() > MOST) {
            throw new IllegalArgumentException(
                    "source: one method can have at most " + MOST + " operations, got "
                            + live.size());
        }
        return new Writer(live).write(outputs);
    }

    private static final class Writer {
        private final List<Tensor> live;
        private final Map<Tensor, String> names = new IdentityHashMap<>();
        private final Set<String> taken = new LinkedHashSet<>(Set.of("tape"));
        private final Map<Tensor, String> parameters = new LinkedHashMap<>();
        private final Calls calls = new Calls(names);

        Writer(List<Tensor> live) {
            this.live = live;
        }

        JavaSource write(List<Tensor> outputs) {
            List<String> lines = new ArrayList<>();
            for (Tensor t : live) {
                if (isParameter(t)) {
                    names.put(t, name(t));
                    parameters.put(t, names.get(t));
                }
            }
            for (Tensor t : live) {
                if (t.op() instanceof Custom) {
                    // the derivative rule of a user's operation is on the tape already
                    names.put(t, names.get(t.inputs().getLast()));
                } else if (!isParameter(t)) {
                    names.put(t, name(t));
                    lines.add("        Tensor " + names.get(t) + " = " + calls.of(t) + ";"
                            + remark(t));
                }
            }
            String arguments = parameters.values().stream()
                    .map(name -> ", Tensor " + name).collect(Collectors.joining());
            String results = outputs.stream().map(names::get).collect(Collectors.joining(", "));
            String text = calls.imports().stream().map(name -> "import " + name + ";\n")
                    .collect(Collectors.joining())
                    + "\n/** " + described(outputs) + " */\npublic final class " + CLASS + " {\n"
                    + "    private " + CLASS + "() {}\n\n"
                    + "    public static List<Tensor> record(Tape tape" + arguments + ") {\n"
                    + String.join("\n", lines) + "\n        return List.of(" + results
                    + ");\n    }\n}\n";
            return new JavaSource(text, List.copyOf(parameters.keySet()));
        }

        private String described(List<Tensor> outputs) {
            String shapes = parameters.entrySet().stream()
                    .map(it -> it.getValue() + " " + it.getKey().shape())
                    .collect(Collectors.joining(", "));
            return "Records " + outputs.size() + (outputs.size() == 1 ? " tensor" : " tensors")
                    + (shapes.isEmpty() ? "." : " from " + shapes + ".");
        }

        private static boolean isParameter(Tensor t) {
            return t.op() instanceof Leaf
                    && !(t.op() instanceof Leaf.Constant(NdArray value)
                            && value.size() <= WRITTEN);
        }

        private String name(Tensor t) {
            StringBuilder plain = new StringBuilder();
            for (String word : t.name().split("[^A-Za-z0-9]+")) {
                plain.append(plain.isEmpty() || word.isEmpty()
                        ? word
                        : Character.toUpperCase(word.charAt(0)) + word.substring(1));
            }
            String name = plain.toString();
            boolean usable = name.matches("[a-su-z][A-Za-z0-9]*|t[A-Za-z]+[A-Za-z0-9]*")
                    && !KEYWORDS.contains(name);
            if (!usable || !taken.add(name)) {
                name = "t" + t.index();
                taken.add(name);
            }
            return name;
        }

        private static String remark(Tensor t) {
            int of = t.origin().adjointOf();
            return of < 0 ? "" : " // adjoint of t" + of;
        }
    }
}
