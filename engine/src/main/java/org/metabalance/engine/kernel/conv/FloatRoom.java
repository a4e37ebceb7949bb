package org.metabalance.engine.kernel.conv;

/** A thread's working memory for convolutions: allocated at its first use, then kept. */
final class FloatRoom {

    private static final ThreadLocal<FloatRoom> OWN = ThreadLocal.withInitial(FloatRoom::new);

    private float[] image = new float[0];
    private float[] wide = new float[0];

    private FloatRoom() {}

    /** The calling thread's own. */
    static FloatRoom own() {
        return OWN.get();
    }

    /** Room for a part of an image between zeros, contents unspecified. */
    float[] image(int size) {
        if (image.length < size) {
            image = new float[size];
        }
        return image;
    }

    /** Room for pixels that are given the channels of a whole vector, contents unspecified. */
    float[] wide(int size) {
        if (wide.length < size) {
            wide = new float[size];
        }
        return wide;
    }
}
