package org.metabalance.meta.method;

/**
 * What is told of a method.
 *
 * @param name what users type, in lower case with hyphens
 * @param summary what the method does, in one line
 * @param source where it was published; {@value #NOWHERE} if by nobody in particular
 */
public record About(String name, String summary, String source) {
    /** The source of what nobody in particular has published. */
    public static final String NOWHERE = "-";

    /** What nobody in particular has published. */
    public About(String name, String summary) {
        this(name, summary, NOWHERE);
    }
}
