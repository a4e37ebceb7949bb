package org.metabalance.meta.fewshot;

import java.util.Arrays;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.Examples;

/**
 * Draws tasks of examples. Number and seed decide the classes of an episode and, first of all, its queries: so
 * episodes of one number have the same classes and queries whatever their support sets look like, and what is
 * measured on them can be compared in pairs. Does not change; may be used by several threads.
 */
public final class Episodes {
    private static final int CLASSES = 0;
    private static final int SIZES = 1;
    private static final int MEMBERS = 2;

    private final Examples examples;
    private final int[] classes;
    private final Task task;
    private final Rng rng;
    private final int[][] members;

    /**
     * Creates a source of tasks.
     *
     * @param examples all there are
     * @param classes those that tasks are drawn of; of validation and test others than those of training
     * @param task what the tasks look like
     * @param seed decides, with the number of an episode, all that is random
     * @throws DataException if there are fewer classes than a task has, or one has too few examples
     */
    public Episodes(Examples examples, int[] classes, Task task, long seed) {
        this.examples = examples;
        this.classes = classes.clone();
        this.task = task;
        rng = Rng.of(seed);
        members = Arrays.stream(classes).mapToObj(examples::indicesOf).toArray(int[][]::new);
        if (classes.length < task.ways()) {
            throw new DataException(
                    "few-shot: tasks of %d classes need as many, there are %d"
                            .formatted(task.ways(), classes.length));
        }
        for (int c = 0; c < members.length; c++) {
            if (members[c].length < task.examplesOfClass()) {
                throw new DataException(
                        "few-shot: a class needs %d examples, %d of support and %d queries, class %d has %d;"
                                .formatted(
                                        task.examplesOfClass(), task.sizes().largest(),
                                        task.queries(), classes[c], members[c].length)
                                + " ask for fewer, or leave the class out");
            }
        }
    }

    /** Returns the examples. */
    public Examples examples() {
        return examples;
    }

    /** Returns what the tasks look like. */
    public Task task() {
        return task;
    }

    /** Returns the classes that tasks are drawn of. */
    public int[] classes() {
        return classes.clone();
    }

    /** Returns the same source with other support sets. */
    public Episodes with(SupportSizes sizes) {
        return new Episodes(this, task.with(sizes));
    }

    private Episodes(Episodes of, Task task) {
        examples = of.examples;
        classes = of.classes;
        this.task = task;
        rng = of.rng;
        members = of.members;
        if (task.examplesOfClass() > of.task.examplesOfClass()) {
            throw new IllegalArgumentException(
                    "few-shot: %s needs larger classes than %s, ask for it first"
                            .formatted(task.sizes().text(), of.task.sizes().text()));
        }
    }

    /**
     * Draws an episode.
     *
     * @param number from 0
     */
    public Episode episode(long number) {
        Rng own = rng.stream(number);
        int[] order = own.stream(CLASSES).permutation(classes.length);
        int[] sizes = task.sizes().draw(task.ways(), own.stream(SIZES));
        int[] chosen = new int[task.ways()];
        int[] support = new int[Arrays.stream(sizes).sum()];
        int[] query = new int[task.allQueries()];
        int at = 0;
        for (int k = 0; k < chosen.length; k++) {
            chosen[k] = classes[order[k]];
            int[] of = members[order[k]];
            int[] places = own.stream(MEMBERS).stream(k).permutation(of.length);
            for (int i = 0; i < task.queries(); i++) {
                query[k * task.queries() + i] = of[places[i]];
            }
            for (int i = 0; i < sizes[k]; i++) {
                support[at++] = of[places[task.queries() + i]];
            }
        }
        return new Episode(number, chosen, sizes, support, query);
    }
}
