package org.metabalance.engine.inspect.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.op.Leaf;
import org.metabalance.engine.op.Movement;

/** What tensors are called, and where the user wrote them. */
public final class Names {
    /** More than this many of a kind end as "and 5 more". */
    private static final int SHOWN = 3;

    private Names() {}

    /** Returns a name on one line, whatever the user put into it. */
    public static String plain(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints().forEach(c -> text.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return text.toString();
    }

    /** Returns a tensor as an operand: a number, its name, or its place on the tape. */
    public static String operand(Tensor t) {
        Double number = number(t);
        if (number != null) {
            return NumberText.exact(number, t.dtype());
        }
        return t.name().isEmpty() ? "#" + t.index() : plain(t.name());
    }

    /** Returns the number that a tensor holds everywhere because a scalar constant was repeated. */
    public static Double number(Tensor t) {
        Tensor at = t;
        while (at.op() instanceof Movement.Expand || at.op() instanceof Movement.Reshape) {
            at = at.input(0);
        }
        return at.op() instanceof Leaf.Constant constant && constant.value().size() == 1
                ? constant.value().get(0)
                : null;
    }

    /** Returns {@code adjoint of #12 matmul}, empty for what the user recorded. */
    public static String adjoint(Tensor t, Tape recorded) {
        int of = t.origin().adjointOf();
        return of < 0 ? "" : "adjoint of " + place(recorded.nodes().get(of));
    }

    /** Returns {@code adjoint of #12 matmul, #11 tanh} for several tensors at once. */
    static String adjoints(List<Tensor> tensors, Tape recorded) {
        List<String> places = tensors.stream()
                .mapToInt(t -> t.origin().adjointOf())
                .filter(of -> of >= 0)
                .distinct()
                .mapToObj(of -> place(recorded.nodes().get(of)))
                .toList();
        return places.isEmpty() ? "" : "adjoint of " + some(places);
    }

    private static String place(Tensor t) {
        return "#" + t.index() + " " + (t.name().isEmpty() ? t.op().label() : plain(t.name()));
    }

    /** Returns where the user recorded any of the tensors: {@code Train.java:41, 43}. */
    static String lines(List<Tensor> tensors) {
        Map<String, TreeSet<Integer>> files = new LinkedHashMap<>();
        for (Tensor t : tensors) {
            String line = t.origin().line();
            int colon = line.lastIndexOf(':');
            if (colon > 0) {
                files.computeIfAbsent(line.substring(0, colon), f -> new TreeSet<>())
                        .add(Integer.parseInt(line.substring(colon + 1)));
            }
        }
        List<String> text = new ArrayList<>();
        files.forEach((file, lines) -> text
                .add(file + ":" + some(lines.stream().map(String::valueOf).toList())));
        return String.join("; ", text);
    }

    /** Returns the scopes of several tensors at once: {@code inner step 1/hidden, outer}. */
    static String scopes(List<Tensor> tensors) {
        return some(tensors.stream().map(Tensor::scope).filter(s -> !s.isEmpty())
                .map(Names::plain).distinct().toList());
    }

    /** Returns the innermost scope that all of the tensors are in, empty if there is none. */
    static String commonScope(List<Tensor> tensors) {
        String common = null;
        for (Tensor t : tensors) {
            common = common == null ? t.scope() : common(common, t.scope());
        }
        return common == null ? "" : common;
    }

    private static String common(String a, String b) {
        String outer = a;
        while (!outer.isEmpty() && !(b + "/").startsWith(outer + "/")) {
            outer = outer.substring(0, Math.max(0, outer.lastIndexOf('/')));
        }
        return outer;
    }

    private static String some(List<String> all) {
        return all.size() <= SHOWN + 1
                ? String.join(", ", all)
                : String.join(", ", all.subList(0, SHOWN)) + " and " + (all.size() - SHOWN)
                        + " more";
    }
}
