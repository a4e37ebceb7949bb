package org.metabalance.engine.kernel;

import java.util.List;
import org.metabalance.engine.op.Conv2dGeometry;

/**
 * The three operands of a convolution, of which one is computed from the other two: an operand of {@link
 * FloatKernels}, made once, when an instruction is bound.
 *
 * @param wanted which one is computed
 * @param x the images, [N, H, W, C]
 * @param w the weights, [kh, kw, C / groups, K]
 * @param y the result of the convolution, [N, H', W', K]
 */
public record FloatConvolution(
        Wanted wanted, Conv2dGeometry geometry, Images x, Weights w, Images y) {

    /** An operand of a convolution. */
    public enum Wanted {
        /** The images: the adjoint by the input, or transposed convolution. */
        X,
        /** The weights: the adjoint by them. */
        W,
        /** The result. */
        Y
    }

    /**
     * Images, channels last, from an element of an array on.
     *
     * @param at where they begin
     */
    public record Images(float[] data, int at, int count, int height, int width, int channels) {

        /** Returns where the channels of a pixel begin. */
        public int at(int image, int row, int column) {
            return at + ((image * height + row) * width + column) * channels;
        }
    }

    /**
     * Weights, filters last, from an element of an array on.
     *
     * @param at where they begin
     * @param channels those that a filter sees
     */
    public record Weights(
            float[] data, int at, int height, int width, int channels, int filters) {

        /** Returns the weights with each group's channels and filters exchanged, in an array of their own. */
        public Weights turned(int groups) {
            int size = height * width * (filters / groups) * channels * groups;
            return new Weights(
                    new float[size], 0, height, width, filters / groups, channels * groups);
        }

        /** Copies these weights into what {@link #turned} has made of them. */
        public void turnInto(Weights to, int groups) {
            for (int tap = 0; tap < height * width; tap++) {
                for (int group = 0; group < groups; group++) {
                    turn(to, tap, group * channels, group * to.channels);
                }
            }
        }

        private void turn(Weights to, int tap, int firstChannel, int firstFilter) {
            for (int k = 0; k < to.channels; k++) {
                int into = to.at + (tap * to.channels + k) * to.filters + firstChannel;
                int from = at + tap * channels * filters + firstFilter + k;
                for (int c = 0; c < channels; c++) {
                    to.data[into + c] = data[from + c * filters];
                }
            }
        }
    }

    /** Returns how many products there are. */
    public long multiplyAdds() {
        return (long) y.count * y.height * y.width * y.channels * w.height * w.width * w.channels;
    }

    /** Returns what the rows of the result, or if it is wanted of x, are sums over. */
    public List<Taps> down() {
        return wanted == Wanted.X
                ? Taps.adjoint(geometry.height(), x.height, w.height)
                : List.of(Taps.forward(geometry.height(), y.height, w.height));
    }

    /** Returns what the columns of the result, or if it is wanted of x, are sums over. */
    public List<Taps> across() {
        return wanted == Wanted.X
                ? Taps.adjoint(geometry.width(), x.width, w.width)
                : List.of(Taps.forward(geometry.width(), y.width, w.width));
    }
}
