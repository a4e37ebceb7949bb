package org.metabalance.engine.kernel.gemm;

/** A thread's working memory for products: allocated at its first use, then kept. */
public final class FloatScratch {

    /** Elements in {@link #chunk}, a multiple of the lanes. */
    public static final int CHUNK = 1024;

    private static final ThreadLocal<FloatScratch> OWN = ThreadLocal.withInitial(FloatScratch::new);

    /** A packed panel of B: one block of k by the vectors of the widest tile. */
    final float[] panel = new float[FloatGemm.K_BLOCK * FloatGemm.MOST_VECTORS * FloatLanes.LANES];

    /** The result of one tile whose columns do not fill a vector. */
    public final float[] tile = new float[VectorWidth.TILE_ROWS * FloatLanes.LANES];

    /** Elements of a slice between the loops of a compound function; stays in the L1 cache. */
    public final float[] chunk = new float[CHUNK];

    /** Another one. */
    public final float[] second = new float[CHUNK];

    private float[] slivers = new float[0];
    private float[] product = new float[0];
    private float[] vector = new float[0];

    private FloatScratch() {}

    /** The calling thread's own. */
    public static FloatScratch own() {
        return OWN.get();
    }

    /** Room for packed rows of A, contents unspecified. */
    float[] slivers(int size) {
        if (slivers.length < size) {
            slivers = new float[size];
        }
        return slivers;
    }

    /** Room for a whole product, contents unspecified. */
    float[] product(int size) {
        if (product.length < size) {
            product = new float[size];
        }
        return product;
    }

    /** Room for a column of B, contents unspecified. */
    float[] vector(int size) {
        if (vector.length < size) {
            vector = new float[size];
        }
        return vector;
    }
}
