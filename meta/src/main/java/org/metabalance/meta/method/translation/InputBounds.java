package org.metabalance.meta.method.translation;

import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.data.GroupedExamples;
import org.metabalance.meta.data.NoisyExamples;
import org.metabalance.meta.data.image.ChannelScale;
import org.metabalance.meta.data.image.ImageExamples;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.data.table.FeatureRanges;

/**
 * Where the numbers of an example may go, in the order of its shape, and what a step of 1 is. A pixel goes from
 * black to white, a step of 1. A quantity in a table stays within the range of the training rows, and a step of 1
 * is its standard deviation; what is a choice does not move, as its step is 0.
 *
 * @param lower the least value of each
 * @param upper the greatest
 * @param unit how far each goes in a step of 1; 0 for what stays
 */
record InputBounds(float[] lower, float[] upper, float[] unit) {
    private static final int WHITE = 255;

    /**
     * Returns the bounds of some examples.
     *
     * @param method begins the message
     * @throws IllegalArgumentException if they are neither rows of a table nor images
     */
    static InputBounds of(String method, Examples examples) {
        return switch (examples) {
            case GroupedExamples grouped -> of(method, grouped.examples());
            case NoisyExamples noisy -> of(method, noisy.examples());
            case EncodedTable table -> ofTable(table);
            case ImageExamples images -> ofImages(images);
            default -> throw new IllegalArgumentException(
                    "%s: translation needs a table or images, whose bounds are known, got %s"
                            .formatted(method, examples));
        };
    }

    private static InputBounds ofTable(EncodedTable table) {
        FeatureRanges ranges = FeatureRanges.of(table);
        float[] unit = new float[table.width()];
        for (int j = 0; j < unit.length; j++) {
            unit[j] = ranges.numeric()[j] ? (float) ranges.deviation()[j] : 0;
        }
        return new InputBounds(ranges.lowest(), ranges.highest(), unit);
    }

    private static InputBounds ofImages(ImageExamples images) {
        int numbers = images.shape().size();
        float[] lower = new float[numbers];
        float[] upper = new float[numbers];
        float[] unit = new float[numbers];
        ChannelScale scale = images.scale();
        for (int i = 0; i < numbers; i++) {
            int channel = i % scale.channels();
            float mean = scale.mean().get(channel);
            // as bytes are scaled, so that black and white are exactly those of an image
            float factor = 1 / scale.deviation().get(channel);
            lower[i] = (0 - mean) * factor;
            upper[i] = (WHITE - mean) * factor;
            unit[i] = WHITE * factor;
        }
        return new InputBounds(lower, upper, unit);
    }

    /** Returns examples [n, numbers] with each number kept where it may be. */
    Tensor clipped(Tensor x) {
        Tape tape = x.tape();
        return x.maximum(tape.constant(lower, lower.length))
                .minimum(tape.constant(upper, upper.length));
    }

    /**
     * Returns examples [n, numbers] moved by {@code step} against a slope, measured in units and brought to
     * length 1, and clipped. An example without slope stays.
     *
     * @param slope of a loss by the numbers of each example, [n, numbers]
     */
    Tensor descended(Tensor x, Tensor slope, double step) {
        return clipped(x.sub(inUnits(scaled(slope)).mul(step)));
    }

    /** Returns examples [n, numbers] with noise of {@code length} units added, and clipped. */
    Tensor blurred(Tensor x, double length) {
        if (length == 0) {
            return clipped(x);
        }
        Tensor noise = x.tape().normal(x.shape()).mul(moves(x.tape()));
        return clipped(x.add(inUnits(noise).mul(length)));
    }

    /** A slope by units: what is measured in a unit of u changes u times as fast. */
    private Tensor scaled(Tensor slope) {
        return slope.mul(units(slope.tape()));
    }

    /** Directions of length 1 in units, as numbers. */
    private Tensor inUnits(Tensor direction) {
        Tensor squares = direction.square().sumKeep(1);
        Tensor zero = squares.eq(0);
        Tensor root = Tensor.where(zero, squares.tape().ones(), squares).rsqrt();
        return direction.mul(Tensor.where(zero, squares.tape().zeros(), root))
                .mul(units(direction.tape()));
    }

    private Tensor units(Tape tape) {
        return tape.constant(unit, unit.length);
    }

    private Tensor moves(Tape tape) {
        return units(tape).ne(0);
    }
}
