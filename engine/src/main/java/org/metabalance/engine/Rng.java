package org.metabalance.engine;

/**
 * Counter-based random numbers: the number at a counter depends on seed, stream and counter alone,
 * so any thread may draw any number in any order and get the same bits.
 *
 * <p>The generator is SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", OOPSLA 2014) read at arbitrary positions of its sequence. Immutable.
 *
 * <pre>{@code
 * Rng rng = Rng.of(1).stream(7);
 * rng.uniform(1000) == Rng.of(1).stream(7).uniform(1000); // true
 * }</pre>
 */
public final class Rng {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final long key;

    private Rng(long key) {
        this.key = key;
    }

    /** Returns the generator of {@code seed}. */
    public static Rng of(long seed) {
        return new Rng(mix(seed ^ 0x6A09E667F3BCC909L));
    }

    /** Returns an independent generator; the same {@code id} gives the same one. */
    public Rng stream(long id) {
        return new Rng(childKey(key, id));
    }

    /** Returns 64 random bits. */
    public long bits(long counter) {
        return bits(key, counter);
    }

    /** Returns a number uniform in [0, 1), a multiple of 2^-53. */
    public double uniform(long counter) {
        return uniform(key, counter);
    }

    /** Returns a standard normal number, by the Box-Muller transform. */
    public double normal(long counter) {
        return normal(key, counter);
    }

    /**
     * Returns an integer uniform in {@code [0, bound)}; the bias is below bound / 2^63.
     *
     * @throws IllegalArgumentException if the bound is not positive
     */
    public int below(long counter, int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("rng: the bound must be positive, got " + bound);
        }
        return (int) Math.unsignedMultiplyHigh(bits(counter), bound);
    }

    /** Returns a uniform permutation of {@code 0 .. n - 1} (Fisher-Yates). */
    public int[] permutation(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = below(i, i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** Returns the number that identifies this generator, for {@link #uniform(long, long)}. */
    public long key() {
        return key;
    }

    /** Returns the key of stream {@code id} of the generator with {@code key}. */
    public static long childKey(long key, long id) {
        return mix(key + mix(id + 0x3C6EF372FE94F82BL));
    }

    /** Returns what the generator with {@code key} gives at {@code counter}: 64 bits. */
    public static long bits(long key, long counter) {
        return mix(key + counter * GOLDEN_GAMMA);
    }

    /** Returns what the generator with {@code key} gives at {@code counter}: uniform in [0, 1). */
    public static double uniform(long key, long counter) {
        return (bits(key, counter) >>> 11) * 0x1p-53;
    }

    /** Returns what the generator with {@code key} gives at {@code counter}: standard normal. */
    public static double normal(long key, long counter) {
        // 1 - u lies in (0, 1], where the logarithm is finite
        double radius = Math.sqrt(-2 * StrictMath.log(1 - uniform(key, 2 * counter)));
        return radius * StrictMath.cos(2 * Math.PI * uniform(key, 2 * counter + 1));
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
