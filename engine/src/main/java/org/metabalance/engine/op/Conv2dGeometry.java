package org.metabalance.engine.op;

/**
 * What fixes a convolution of images besides its operands.
 *
 * @param height how the kernel slides down
 * @param width how it slides to the right
 * @param groups into how many groups channels and filters are divided, at least 1: a group's filters see its
 *     channels alone; as many as there are channels make a convolution depthwise
 */
public record Conv2dGeometry(Sliding height, Sliding width, int groups) {

    /** Stride 1, no padding, no dilation, one group. */
    public static final Conv2dGeometry PLAIN = of(1, 0);

    /**
     * Creates a geometry.
     *
     * @throws IllegalArgumentException if there is no group
     */
    public Conv2dGeometry {
        if (groups < 1) {
            throw new IllegalArgumentException(
                    "conv2d: groups must be at least 1, got " + groups);
        }
    }

    /** Returns a stride and a padding that are the same on all sides; no dilation, one group. */
    public static Conv2dGeometry of(int stride, int padding) {
        return of(stride, padding, 1, 1);
    }

    /** Returns a stride, a padding and a dilation that are the same on all sides. */
    public static Conv2dGeometry of(int stride, int padding, int dilation, int groups) {
        Sliding both = new Sliding(stride, padding, padding, dilation);
        return new Conv2dGeometry(both, both, groups);
    }

    @Override
    public String toString() {
        return (height.equals(width) ? height.toString() : height + " down, " + width + " across")
                + (groups == 1 ? "" : ", " + groups + " groups");
    }

    /**
     * How a window slides along an axis of an image.
     *
     * @param stride distance from one place of the window to the next, at least 1
     * @param before zeros in front of the image
     * @param after zeros behind it
     * @param dilation distance between neighbouring elements of the window, 1 if they are adjacent
     */
    public record Sliding(int stride, int before, int after, int dilation) {

        /** One step at a time, without padding. */
        public static final Sliding PLAIN = new Sliding(1, 0, 0, 1);

        /**
         * Creates a sliding window.
         *
         * @throws IllegalArgumentException if the stride or the dilation is less than 1 or a padding negative
         */
        public Sliding {
            if (stride < 1 || dilation < 1 || before < 0 || after < 0) {
                throw new IllegalArgumentException(
                        "window: stride and dilation must be at least 1 and padding not negative, got stride "
                                + stride + ", padding " + before + " and " + after + ", dilation "
                                + dilation);
            }
        }

        /** Returns how many elements of the image a window of so many reaches over. */
        public int span(int window) {
            return Math.addExact(Math.multiplyExact(dilation, window - 1), 1);
        }

        /** Returns whether a window of at least one element has a place in an image of so many. */
        public boolean fits(int extent, int window) {
            return window >= 1 && span(window) <= (long) extent + before + after;
        }

        /** Returns how many places a window that {@linkplain #fits fits} has. */
        public int places(int extent, int window) {
            return (Math.addExact(extent, before + after) - span(window)) / stride + 1;
        }

        /** Returns whether at each of its places some element of the window lies in the image. */
        public boolean meets(int extent, int window) {
            for (int place = 0; place < places(extent, window); place++) {
                int begin = place * stride - before;
                int first = Math.max(0, Math.ceilDiv(-begin, dilation));
                if (first >= window || begin + first * dilation >= extent) {
                    return false;
                }
            }
            return true;
        }

        /** Returns the least extent that has so many places. */
        public int extent(int places, int window) {
            return Math.addExact(Math.multiplyExact(places - 1, stride), span(window)) - before
                    - after;
        }

        @Override
        public String toString() {
            return "stride " + stride
                    + (before == after ? ", padding " + before
                            : ", padding " + before + " and " + after)
                    + (dilation == 1 ? "" : ", dilation " + dilation);
        }
    }
}
