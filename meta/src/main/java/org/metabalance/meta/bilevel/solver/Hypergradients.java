package org.metabalance.meta.bilevel.solver;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metabalance.meta.bilevel.Convergence;
import org.metabalance.meta.bilevel.Hypergradient;

/**
 * The hypergradients that are there, by name.
 *
 * <table>
 * <caption>K inner steps: what a hypergradient costs</caption>
 * <tr><th>hypergradient</th><th>error</th><th>memory grows with</th></tr>
 * <tr><td>{@link Exact}</td><td>none</td><td>K</td></tr>
 * <tr><td>{@link Checkpointed}</td><td>none</td><td>the root of K; the inner steps run twice</td></tr>
 * <tr><td>{@link Truncated}</td><td>the Hessians of the early steps</td><td>the steps kept</td></tr>
 * <tr><td>{@link FirstOrder}</td><td>all Hessians</td><td>1</td></tr>
 * <tr><td>{@link FiniteDifference}</td><td>of a central difference</td><td>K, parameters only</td></tr>
 * <tr><td>{@link Implicit} with {@link ConjugateGradient}, {@link Neumann} or {@link Gmres}</td><td>of
 * an unsolved inner problem or linear system, see {@link Convergence}</td><td>1; GMRES: its
 * iterations</td></tr>
 * </table>
 */
public final class Hypergradients {
    /** Everything, through every inner update: the method as described in arXiv 2106.09643. */
    public static final Hypergradient EXACT = new Exact();

    /** Inner gradients as constants: what the authors' published code computes in effect. */
    public static final Hypergradient FIRST_ORDER = new FirstOrder();

    /** As {@link #EXACT}, with about as many segments as each has steps. */
    public static final Hypergradient EXACT_CHECKPOINTED = new Checkpointed(Checkpointed.ROOT);

    /** Hessian products from central differences, of a length that suits the tape's type. */
    public static final Hypergradient FINITE_DIFFERENCE = new FiniteDifference(
            FiniteDifference.BY_TYPE);

    private static final String NUMBER = "\\d+(?:\\.\\d+)?(?:[eE]-?\\d+)?";
    private static final Pattern FORM = Pattern.compile(
            "([a-z]+(?:-[a-z]+)*)(?:-(" + NUMBER + "))?(?:-(" + NUMBER + "))?");

    private Hypergradients() {}

    /**
     * Returns the hypergradient of a {@linkplain Hypergradient#label label}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Hypergradient parse(String label) {
        Matcher form = FORM.matcher(label);
        if (form.matches()) {
            try {
                Hypergradient found = numbered(form.group(1), form.group(2), form.group(3));
                if (found != null) {
                    return found;
                }
            } catch (NumberFormatException e) {
                throw unknown(label);
            }
        }
        throw unknown(label);
    }

    private static Hypergradient numbered(String name, String a, String b) {
        int numbers = a == null ? 0 : b == null ? 1 : 2;
        return switch (name + " " + numbers) {
            case "exact 0" -> EXACT;
            case "first-order 0" -> FIRST_ORDER;
            case "exact-checkpointed 0" -> EXACT_CHECKPOINTED;
            case "exact-checkpointed 1" -> new Checkpointed(Integer.parseInt(a));
            case "truncated 1" -> new Truncated(Integer.parseInt(a));
            case "finite-difference 0" -> FINITE_DIFFERENCE;
            case "finite-difference 1" ->
                    new FiniteDifference(Double.parseDouble(a));
            case "conjugate-gradient 1" ->
                    new Implicit(new ConjugateGradient(Integer.parseInt(a)));
            case "gmres 1" -> new Implicit(new Gmres(Integer.parseInt(a)));
            case "neumann 2" ->
                    new Implicit(new Neumann(Integer.parseInt(a), Double.parseDouble(b)));
            default -> null;
        };
    }

    private static IllegalArgumentException unknown(String label) {
        return new IllegalArgumentException(
                "hypergradient: must be exact, first-order, exact-checkpointed[-SEGMENTS],"
                        + " truncated-STEPS, finite-difference[-STEP],"
                        + " conjugate-gradient-ITERATIONS, gmres-ITERATIONS or neumann-TERMS-RATE,"
                        + " got '" + label + "'");
    }

    /** A number without exponent or needless zeros. */
    static String text(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    static void require(boolean condition, String rule, Number got) {
        if (!condition) {
            throw new IllegalArgumentException(rule + ", got " + got);
        }
    }
}
