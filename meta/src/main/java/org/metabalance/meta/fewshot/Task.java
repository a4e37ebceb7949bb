package org.metabalance.meta.fewshot;

/**
 * What the tasks of few-shot learning look like: N ways, K shots, and how many are asked.
 *
 * @param ways the number of classes, at least 2
 * @param sizes how many support examples each has
 * @param queries examples to be predicted of every class, at least 1: the query set is balanced
 */
public record Task(int ways, SupportSizes sizes, int queries) {
    /** Checks the numbers. */
    public Task {
        if (ways < 2 || queries < 1) {
            throw new IllegalArgumentException(
                    "task: needs 2 classes and a query of each, got %d and %d"
                            .formatted(ways, queries));
        }
        sizes.most(ways); // which may find that there are too few classes
    }

    /** Returns this task with another support set. */
    public Task with(SupportSizes other) {
        return new Task(ways, other, queries);
    }

    /** Returns the most support examples that such a task has. */
    public int mostSupport() {
        return sizes.most(ways);
    }

    /** Returns the number of all queries. */
    public int allQueries() {
        return ways * queries;
    }

    /** Returns how many examples a class needs to be in any such task. */
    public int examplesOfClass() {
        return sizes.largest() + queries;
    }
}
