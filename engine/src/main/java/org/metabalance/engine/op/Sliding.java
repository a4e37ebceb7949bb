package org.metabalance.engine.op;

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

    /** Returns the least extent that has so many places. */
    public int extent(int places, int window) {
        return Math.addExact(Math.multiplyExact(places - 1, stride), span(window)) - before - after;
    }

    @Override
    public String toString() {
        return "stride " + stride
                + (before == after ? ", padding " + before
                        : ", padding " + before + " and " + after)
                + (dilation == 1 ? "" : ", dilation " + dilation);
    }
}
