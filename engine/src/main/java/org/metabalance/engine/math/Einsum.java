package org.metabalance.engine.math;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;

/** Sums of products by Einstein's convention: axes with one letter go together. */
public final class Einsum {
    private final String equation;

    private Einsum(String equation) {
        this.equation = equation;
    }

    /** A tensor and the labels of its axes. */
    private record Labelled(Tensor tensor, List<Integer> labels) {}

    /**
     * Returns the sum over all letters that the result lacks of the products of the operands' elements, as
     * NumPy and PyTorch do: {@code "ij,jk->ik"} is a matrix product, {@code "bij,bkj->bik"} one for each b,
     * {@code "ii->i"} a diagonal, {@code "i,j->ij"} an outer product, {@code "ij->ji"} a transpose.
     *
     * <p>Without an arrow the result has the letters that stand there once, in alphabetical order. {@code
     * ...} stands for any number of axes, which broadcast; the result has them where it says so, or in front
     * without an arrow; an arrow without them sums over them. Operands are multiplied from left to right, as
     * matrix products where a letter is summed over.
     *
     * @param equation letters a to z and A to Z; blanks mean nothing
     * @throws IllegalArgumentException if the equation is none, or does not fit the operands
     */
    public static Tensor einsum(String equation, Tensor... operands) {
        if (operands.length == 0) {
            throw new IllegalArgumentException("einsum: needs at least one operand, got none for '"
                    + equation + "'");
        }
        return new Einsum(equation.replace(" ", "")).of(List.of(operands));
    }

    private Tensor of(List<Tensor> operands) {
        Tensor any = operands.get(0);
        String[] sides = equation.split("->", -1);
        String[] terms = sides[0].split(",", -1);
        require(any, sides.length <= 2, "needs one arrow at most", equation);
        require(any, terms.length == operands.size(), "needs a term for each operand",
                terms.length + " terms and " + operands.size() + " operands");
        List<Labelled> parts = new ArrayList<>();
        for (int i = 0; i < terms.length; i++) {
            parts.add(diagonals(label(operands.get(i), terms[i])));
        }
        List<Integer> result = sides.length == 2 ? result(any, sides[1], parts)
                : implicit(terms, parts);
        parts = expanded(parts);
        Labelled product = parts.get(0);
        for (int i = 1; i < parts.size(); i++) {
            Set<Integer> later = new HashSet<>(result);
            parts.subList(i + 1, parts.size()).forEach(p -> later.addAll(p.labels));
            product = multiply(product, parts.get(i), later);
        }
        return arranged(summed(product, new HashSet<>(result)), result).tensor;
    }

    // Letters are their code; the axes of an ellipsis are -1 for the last, -2 for the one before, ..

    private Labelled label(Tensor x, String term) {
        int letters = term.replace("...", "").length();
        boolean open = term.contains("...");
        require(x, open ? letters <= x.rank() : letters == x.rank(),
                "needs a letter for each axis", "'" + term + "' for " + x.shape());
        return new Labelled(x, labels(x, term, x.rank() - letters));
    }

    private List<Integer> labels(Tensor any, String term, int open) {
        List<Integer> labels = new ArrayList<>();
        for (int i = 0; i < term.length(); i++) {
            if (term.startsWith("...", i) && !labels.stream().anyMatch(l -> l < 0)) {
                for (int axis = open; axis > 0; axis--) {
                    labels.add(-axis);
                }
                i += 2;
                continue;
            }
            char c = term.charAt(i);
            require(any, c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z',
                    "labels are letters a to z and A to Z, and '...' once", "'" + term + "'");
            labels.add((int) c);
        }
        return labels;
    }

    private Labelled diagonals(Labelled part) {
        Tensor x = part.tensor;
        List<Integer> labels = new ArrayList<>(part.labels);
        for (int second = labels.size() - 1; second > 0; second--) {
            int first = labels.indexOf(labels.get(second));
            if (first < second) {
                require(x, x.dim(first) == x.dim(second), "axes with one letter must agree",
                        name(labels.get(second)) + " of " + x.shape());
                x = Rearrange.diagonal(x, 0, first, second);
                labels.add(labels.remove(second));
                labels.remove(first);
                second = labels.size();
            }
        }
        return new Labelled(x, labels);
    }

    private List<Integer> result(Tensor any, String term, List<Labelled> parts) {
        Set<Integer> known = new HashSet<>();
        parts.forEach(p -> known.addAll(p.labels));
        int open = -known.stream().mapToInt(l -> Math.min(l, 0)).min().orElse(0);
        List<Integer> result = labels(any, term, open);
        require(any, known.containsAll(result) && new HashSet<>(result).size() == result.size(),
                "the result must have letters of the operands, each once", "'" + term + "'");
        return result;
    }

    private static List<Integer> implicit(String[] terms, List<Labelled> parts) {
        String all = String.join("", terms);
        Set<Integer> known = new LinkedHashSet<>();
        parts.forEach(p -> known.addAll(p.labels));
        return known.stream().filter(l -> l < 0 || all.indexOf(l) == all.lastIndexOf(l)).sorted()
                .toList();
    }

    /** The operands with the axes of their ellipses broadcast. */
    private List<Labelled> expanded(List<Labelled> parts) {
        Map<Integer, Integer> extents = new HashMap<>();
        for (Labelled part : parts) {
            for (int axis = 0; axis < part.labels.size(); axis++) {
                int label = part.labels.get(axis);
                int extent = part.tensor.dim(axis);
                int known = extents.getOrDefault(label, label < 0 ? 1 : extent);
                require(part.tensor, known == extent || label < 0 && (known == 1 || extent == 1),
                        "axes with one letter must agree",
                        known + " and " + extent + " for " + name(label));
                extents.put(label, known == 1 ? extent : known);
            }
        }
        return parts.stream().map(p -> new Labelled(
                p.tensor.expand(Shape.of(p.labels.stream().map(extents::get).toList())), p.labels))
                .toList();
    }

    private static Labelled multiply(Labelled a, Labelled b, Set<Integer> later) {
        a = summed(a, union(later, b.labels));
        b = summed(b, union(later, a.labels));
        List<Integer> left = without(a.labels, b.labels);
        List<Integer> right = without(b.labels, a.labels);
        List<Integer> both = without(a.labels, left);
        List<Integer> contracted = without(both, later);
        List<Integer> batch = without(both, contracted);
        List<Integer> labels = Stream.of(batch, left, right).flatMap(List::stream).toList();
        Tensor x = arranged(a, join(batch, left, contracted)).tensor;
        Tensor y = arranged(b, join(batch, contracted, right)).tensor;
        int n = batch.size();
        int m = left.size();
        int k = contracted.size();
        Shape leftShape = part(x, n, n + m);
        Shape rightShape = part(y, n + k, y.rank());
        List<Integer> dims = join(dims(part(x, 0, n)), dims(leftShape), dims(rightShape));
        if (k == 0) {
            // no sum: broadcasting does it
            Tensor tall = x.reshape(Shape.of(join(dims(x.shape()), ones(right.size()))));
            Tensor wide = y.reshape(
                    Shape.of(join(dims(part(y, 0, n)), ones(m), dims(rightShape))));
            return new Labelled(tall.mul(wide), labels);
        }
        int inner = part(y, n, n + k).size();
        List<Integer> each = n == 0 ? List.of() : List.of(part(x, 0, n).size());
        Tensor product = x.reshape(Shape.of(join(each, List.of(leftShape.size(), inner))))
                .matmul(y.reshape(Shape.of(join(each, List.of(inner, rightShape.size())))));
        return new Labelled(product.reshape(Shape.of(dims)), labels);
    }

    /** Sums over the axes whose labels are not among those to be kept. */
    private static Labelled summed(Labelled part, Set<Integer> kept) {
        List<Integer> left = part.labels.stream().filter(kept::contains).toList();
        int[] gone = part.labels.stream().filter(l -> !kept.contains(l))
                .mapToInt(part.labels::indexOf).toArray();
        return gone.length == 0 ? part : new Labelled(part.tensor.sum(gone), left);
    }

    private static Labelled arranged(Labelled part, List<Integer> labels) {
        int[] order = labels.stream().mapToInt(part.labels::indexOf).toArray();
        return part.labels.equals(labels) ? part
                : new Labelled(part.tensor.permute(order), labels);
    }

    private static Set<Integer> union(Set<Integer> a, List<Integer> b) {
        Set<Integer> union = new HashSet<>(a);
        union.addAll(b);
        return union;
    }

    private static List<Integer> without(List<Integer> labels, Collection<Integer> gone) {
        return labels.stream().filter(l -> !gone.contains(l)).toList();
    }

    @SafeVarargs
    private static List<Integer> join(List<Integer>... lists) {
        List<Integer> all = new ArrayList<>();
        for (List<Integer> list : lists) {
            all.addAll(list);
        }
        return all;
    }

    private static List<Integer> ones(int count) {
        return Collections.nCopies(count, 1);
    }

    private static List<Integer> dims(Shape shape) {
        return Arrays.stream(shape.dims()).boxed().toList();
    }

    private static Shape part(Tensor t, int from, int to) {
        return Shape.of(dims(t.shape()).subList(from, to));
    }

    private static String name(int label) {
        return label < 0 ? "..." : "'" + (char) label + "'";
    }

    private void require(Tensor x, boolean holds, String rule, String got) {
        if (!holds) {
            throw x.tape().wrong("einsum: " + rule + ", got " + got
                    + (got.equals(equation) ? "" : " in '" + equation + "'"));
        }
    }
}
