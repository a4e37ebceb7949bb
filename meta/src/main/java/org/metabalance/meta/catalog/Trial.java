package org.metabalance.meta.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.method.Problem;

/**
 * A method with settings that a {@link Search} tries.
 *
 * @param number from 0, which is the method as it is
 * @param method with its own setting
 * @param values what is set, by name: numbers, or the words of a choice
 * @param rate the learning rate over that of the problem
 * @param decay the weight decay
 * @param batch the size of batches over that of the problem
 * @param models what builds the network; null for that of the problem
 */
public record Trial(
        int number, Method method, Map<String, Object> values, double rate, double decay,
        double batch, ModelFor models) {
    /** Copies the values, in their order. */
    public Trial {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Returns the method as it is. */
    public static Trial of(Method method) {
        return new Trial(0, method, Map.of(), 1, 0, 1, null);
    }

    /** Returns what is set, in a few words; stands in results. Empty for the method as it is outside a search. */
    public String setting() {
        StringBuilder text = new StringBuilder();
        values.forEach((name, value) -> text.append(text.isEmpty() ? "" : ", ").append(name)
                .append(' ').append(value));
        return text.toString();
    }

    /** Returns a problem with these settings. */
    public Problem on(Problem problem) {
        Budget budget = problem.budget();
        Problem own = problem.with(budget
                .withLearningRate(budget.learningRate() * rate)
                .withWeightDecay(decay == 0 ? budget.weightDecay() : decay)
                .withBatch(Math.max(1, (int) Math.rint(budget.batch() * batch))));
        return models == null ? own : own.with(models);
    }
}
