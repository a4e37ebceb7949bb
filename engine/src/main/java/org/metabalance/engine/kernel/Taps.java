package org.metabalance.engine.kernel;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.op.Conv2dGeometry.Sliding;

/**
 * Along one axis, some elements of a convolution's result that all have the same window, and what it covers.
 * Element i of them is the one at {@code first + i step}. Its window has places in the source, the first at
 * {@code source + i sourceStep} and others {@code sourceTap} apart, each with an element of the kernel, the
 * first {@code kernel} and others {@code kernelStep} apart.
 *
 * @param count how many elements of the result these are
 * @param taps how many places the window has, 0 allowed
 */
public record Taps(
        int first, int step, int count, int source, int sourceStep, int sourceTap, int kernel,
        int kernelStep, int taps) {

    /** Returns the windows of a convolution with so many results. */
    public static Taps forward(Sliding sliding, int places, int kernel) {
        return new Taps(0, 1, places, -sliding.before(), sliding.stride(), sliding.dilation(), 0, 1,
                kernel);
    }

    /**
     * Returns the windows in a result's cotangent of each element of the input. Those of elements a stride
     * apart are the same; so there are as many as the stride, less those without an element.
     */
    public static List<Taps> adjoint(Sliding sliding, int extent, int kernel) {
        int stride = sliding.stride();
        int dilation = sliding.dilation();
        List<Taps> all = new ArrayList<>();
        for (int first = 0; first < Math.min(stride, extent); first++) {
            // the kernel's element t meets input place t dilation - before, a stride after another
            int place = first + sliding.before();
            int count = (extent - first + stride - 1) / stride;
            int last = kernel - 1;
            while (last >= 0 && Math.floorMod(place - last * dilation, stride) != 0) {
                last--;
            }
            int apart = 1;
            while (apart * dilation % stride != 0) {
                apart++;
            }
            all.add(new Taps(first, stride, count, Math.floorDiv(place - last * dilation, stride),
                    1, apart * dilation / stride, last, -apart, last < 0 ? 0 : last / apart + 1));
        }
        return all;
    }

    /** Returns the place in the result of element i. */
    public int at(int i) {
        return first + i * step;
    }

    /** Returns the place in the source of tap t of element i. */
    public int source(int i, int t) {
        return source + i * sourceStep + t * sourceTap;
    }

    /** Returns which element of the kernel tap t is. */
    public int kernel(int t) {
        return kernel + t * kernelStep;
    }

    /** Returns the first tap of element i that lies in a source of so many, or behind it. */
    public int from(int i) {
        return Math.clamp(Math.ceilDiv(-source(i, 0), sourceTap), 0, taps);
    }

    /** Returns the tap after the last of element i that lies in a source of so many, or before it. */
    public int to(int i, int extent) {
        return Math.clamp(Math.floorDiv(extent - 1 - source(i, 0), sourceTap) + 1, 0, taps);
    }
}
