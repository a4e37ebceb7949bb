package org.metabalance.engine.inspect.model;

import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.op.Leaf;

/** What a tensor is to the reader of a picture; each role has a colour of its own. */
public enum Role {
    INPUT("input", "#dcebf7", "#2f6da3"),
    PARAMETER("variable", "#fdeccd", "#b0741a"),
    CONSTANT("constant", "#ececec", "#7a7a7a"),
    RANDOM("random", "#d9f0ec", "#23796d"),
    FORWARD("forward", "#ffffff", "#4a4a4a"),
    FIRST_ADJOINT("first-order adjoint", "#fbe1dc", "#b5402e"),
    SECOND_ADJOINT("second-order adjoint", "#eadcf4", "#74399a"),
    HIGHER_ADJOINT("adjoint of order three or more", "#f9d7e8", "#a3286b");

    private final String title;
    private final String fill;
    private final String line;

    Role(String title, String fill, String line) {
        this.title = title;
        this.fill = fill;
        this.line = line;
    }

    /** Returns its name for people. */
    public String title() {
        return title;
    }

    /** Returns the colour of a box. */
    public String fill() {
        return fill;
    }

    /** Returns the colour of a box's border. */
    public String line() {
        return line;
    }

    /** Returns the name used for it in style sheets. */
    public String style() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** Returns the role of a tensor of a derivative order. */
    public static Role of(Tensor t, int order) {
        return switch (t.op()) {
            case Leaf.Input input -> INPUT;
            case Leaf.Read read -> PARAMETER;
            case Leaf.Constant constant -> CONSTANT;
            case Leaf.Random random -> RANDOM;
            default -> ofOrder(order);
        };
    }

    static Role ofOrder(int order) {
        return switch (order) {
            case 0 -> FORWARD;
            case 1 -> FIRST_ADJOINT;
            case 2 -> SECOND_ADJOINT;
            default -> HIGHER_ADJOINT;
        };
    }

    /** Returns the derivative order of each node of a tape, by index. */
    public static int[] orders(Tape tape) {
        int[] orders = new int[tape.nodes().size()];
        fill(orders, tape, orders);
        return orders;
    }

    /**
     * Returns the derivative order of each node of a tape whose origins count along another.
     *
     * <p>What the user recorded has order 0. An adjoint has an order more than what it is the adjoint
     * of, and at least that of the cotangent it was made from: the second gradient passes through the
     * first one and then on through the forward operations, and there, too, it is of second order.
     */
    static int[] orders(Tape simplified, Tape recorded) {
        int[] orders = new int[simplified.nodes().size()];
        fill(orders, simplified, orders(recorded));
        return orders;
    }

    private static void fill(int[] orders, Tape tape, int[] recorded) {
        for (Tensor t : tape.nodes()) {
            int of = t.origin().adjointOf();
            if (of >= 0) {
                int order = 1 + recorded[of];
                for (Tensor input : t.inputs()) {
                    if (input.origin().adjointOf() >= 0) {
                        order = Math.max(order, orders[input.index()]);
                    }
                }
                orders[t.index()] = order;
            }
        }
    }
}
