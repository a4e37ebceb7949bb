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
}
