package org.metabalance.meta.bilevel.solver;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metabalance.meta.bilevel.Hypergradient;

/** The names of hypergradients as users write them, and what their numbers must be. */
public final class Labels {
    private static final String NUMBER = "\\d+(?:\\.\\d+)?(?:[eE]-?\\d+)?";
    private static final Pattern FORM = Pattern.compile(
            "([a-z]+(?:-[a-z]+)*)(?:-(" + NUMBER + "))?(?:-(" + NUMBER + "))?");

    private Labels() {}

    public static Hypergradient parse(String label) {
        Matcher form = FORM.matcher(label);
        if (form.matches()) {
            String a = form.group(2);
            String b = form.group(3);
            try {
                Hypergradient found = numbered(form.group(1), a, b);
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
            case "exact 0" -> Hypergradient.EXACT;
            case "first-order 0" -> Hypergradient.FIRST_ORDER;
            case "exact-checkpointed 0" -> Hypergradient.EXACT_CHECKPOINTED;
            case "exact-checkpointed 1" -> new Hypergradient.Checkpointed(Integer.parseInt(a));
            case "truncated 1" -> new Hypergradient.Truncated(Integer.parseInt(a));
            case "finite-difference 0" -> Hypergradient.FINITE_DIFFERENCE;
            case "finite-difference 1" ->
                    new Hypergradient.FiniteDifference(Double.parseDouble(a));
            case "conjugate-gradient 1" ->
                    new Hypergradient.ConjugateGradient(Integer.parseInt(a));
            case "neumann 2" ->
                    new Hypergradient.Neumann(Integer.parseInt(a), Double.parseDouble(b));
            default -> null;
        };
    }

    private static IllegalArgumentException unknown(String label) {
        return new IllegalArgumentException(
                "hypergradient: must be exact, first-order, exact-checkpointed[-SEGMENTS],"
                        + " truncated-STEPS, finite-difference[-STEP],"
                        + " conjugate-gradient-ITERATIONS or neumann-TERMS-RATE, got '" + label
                        + "'");
    }

    /** A number without exponent or needless zeros. */
    public static String text(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    public static void require(boolean condition, String rule, Number got) {
        if (!condition) {
            throw new IllegalArgumentException(rule + ", got " + got);
        }
    }
}
