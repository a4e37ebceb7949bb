package org.metabalance.engine.op;

import java.util.List;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;

/** The same value, through which no derivative path leads. */
public record StopGradient() implements Op {
    @Override
    public String label() {
        return "stopGradient";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        return inputs.get(0);
    }

    @Override
    public Tensor adjoint(int i, Tensor g, Tensor y) {
        return null;
    }

    @Override
    public boolean differentiable(int i) {
        return false;
    }
}
