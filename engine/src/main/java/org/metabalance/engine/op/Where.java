package org.metabalance.engine.op;

import java.util.List;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;

/** Chooses element by element: a where the condition is not 0, otherwise b. */
public record Where() implements Op {
    @Override
    public String label() {
        return "where";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        return Shapes.same(
                label(), inputs.get(0), Shapes.same(label(), inputs.get(1), inputs.get(2)));
    }

    @Override
    public Tensor adjoint(int i, Tensor g, Tensor y) {
        Tensor condition = y.input(0);
        Tensor zeros = g.tape().zeros(g.shape());
        return switch (i) {
            case 1 -> Tensor.where(condition, g, zeros);
            case 2 -> Tensor.where(condition, zeros, g);
            default -> null;
        };
    }

    @Override
    public boolean differentiable(int i) {
        return i > 0;
    }
}
