package org.metabalance.meta.fewshot;

/**
 * One task with its examples. Classes are numbered 0 to ways - 1 in it.
 *
 * @param number of the episode, which decides what is in it
 * @param classes which classes of the data they are; not copied
 * @param sizes the number of support examples of each class; not copied
 * @param support examples to learn from, class after class; not copied
 * @param query examples to predict, as many of each class, class after class; not copied
 */
public record Episode(long number, int[] classes, int[] sizes, int[] support, int[] query) {
    /** Returns the number of classes. */
    public int ways() {
        return classes.length;
    }

    /** Returns the class in the task of query {@code i}. */
    public int queryLabel(int i) {
        return i / (query.length / classes.length);
    }
}
