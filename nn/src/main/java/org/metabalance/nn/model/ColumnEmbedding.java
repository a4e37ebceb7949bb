package org.metabalance.nn.model;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Embedded;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Initializer;
import org.metabalance.nn.Layer;
import org.metabalance.nn.Mode;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;

/**
 * Replaces the numbers of categories by learned vectors: [n, width] becomes [n, {@link #outputs}]. A vector is a row of
 * a matrix, {@code embedding.0}, {@code embedding.1}, ..: the numbers are multiplied by it, so that one that is 1 picks
 * its row, what lies between categories - mixed examples, learned points - lies between their vectors, an unknown
 * category without a number of its own is the vector of zeros, and derivatives are those of a product, to any order.
 * First weights are normal with a standard deviation of .01 as in fastai.
 *
 * @param width how many numbers an example has
 * @param columns what is embedded, in order and without overlap
 */
record ColumnEmbedding(int width, List<Embedded> columns) implements Layer {
    private static final double DEVIATION = .01;

    ColumnEmbedding {
        columns = List.copyOf(columns);
        int next = 0;
        for (Embedded column : columns) {
            if (column.from() < next || column.from() + column.width() > width) {
                throw new IllegalArgumentException(
                        "embedding: columns must lie one after another in %d numbers, got %s"
                                .formatted(width, columns));
            }
            next = column.from() + column.width();
        }
    }

    /** Returns how many numbers come out. */
    int outputs() {
        return width + columns.stream().mapToInt(column -> column.dimensions() - column.width())
                .sum();
    }

    @Override
    public List<ParameterSpec> parameters() {
        List<ParameterSpec> specs = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Embedded column = columns.get(i);
            specs.add(new ParameterSpec(
                    name(i), Shape.of(column.width(), column.dimensions()),
                    Initializer.normal(0, DEVIATION)));
        }
        return List.copyOf(specs);
    }

    private static String name(int i) {
        return "embedding." + i;
    }

    @Override
    public Forward apply(Parameters parameters, Parameters state, Tensor x, Mode mode) {
        List<Tensor> parts = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < columns.size(); i++) {
            Embedded column = columns.get(i);
            if (column.from() > next) {
                parts.add(x.slice(1, next, column.from()));
            }
            next = column.from() + column.width();
            parts.add(x.slice(1, column.from(), next).matmul(parameters.get(name(i))));
        }
        if (next < width) {
            parts.add(x.slice(1, next, width));
        }
        return new Forward(Tensor.concat(1, parts.toArray(Tensor[]::new)), state);
    }
}
