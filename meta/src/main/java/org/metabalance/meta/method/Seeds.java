package org.metabalance.meta.method;

/** Which stream of a problem's random numbers serves what: the same for every method. */
public final class Seeds {
    /** Initial weights: with the same seed all methods begin at the same ones. */
    public static final long WEIGHTS = 1;

    /** Resampling of the training rows. */
    public static final long RESAMPLE = 2;

    /** The order of batches. */
    public static final long BATCHES = 3;

    /** Random numbers inside programs: dropout. */
    public static final long PROGRAM = 4;

    /** Resampling for the inner loss. */
    public static final long INNER_RESAMPLE = 5;

    /** The order of batches of the inner loss. */
    public static final long INNER_BATCHES = 6;

    /** Which rows are taken out of training to learn weights by. */
    public static final long META_ROWS = 7;

    /** Initial weights of a network that weighs rows. */
    public static final long WEIGHT_FUNCTION = 8;

    /** Shares by which rows are mixed. */
    public static final long MIXTURES = 9;

    /** Which rows are mixed with which. */
    public static final long PARTNERS = 10;

    /** How examples are augmented. */
    public static final long AUGMENTATION = 11;

    /** The order of batches after the rows have changed while a network is trained. */
    public static final long LATE_BATCHES = 12;

    /** The division into rows to learn from and held-out rows. */
    public static final long CROSS_FIT = 32;

    /** The order of batches of points. */
    public static final long POINT_BATCHES = 33;

    /** The order of batches of held-out rows. */
    public static final long HELD_OUT_BATCHES = 34;

    /** What the black-box learner tries. */
    public static final long PROBES = 35;

    /** Initial weights of what views are compared by. */
    public static final long PROJECTION = 48;

    /** The problem of a network that examples are translated towards: initial weights, batches. */
    public static final long TARGET_NETWORK = 49;

    /** Which examples are drawn once classes are balanced, and which become of another class. */
    public static final long TRANSLATION = 50;

    /** First weights of a last layer that is trained again. */
    public static final long LAST_LAYER = 51;

    /** The members of an ensemble: rows and problem of each. */
    public static final long MEMBERS = 52;

    /** Which training labels are made wrong on purpose. */
    public static final long LABEL_NOISE = 53;

    /** First weights of what decodes edges from embeddings. */
    public static final long EDGE_DECODER = 54;

    /** Settings that a search tries. */
    public static final long SEARCH = 55;

    private Seeds() {}
}
