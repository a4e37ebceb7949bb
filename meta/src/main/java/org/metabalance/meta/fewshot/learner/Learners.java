package org.metabalance.meta.fewshot.learner;

import java.util.List;

/** The learners by name, each with its published settings. */
public final class Learners {
    private Learners() {}

    /** Returns all, with their defaults. */
    public static List<Learner> all() {
        return all(new InnerSteps(10, 10, .1, InnerSteps.Order.SECOND));
    }

    /**
     * Returns all.
     *
     * @param steps of MAML, in second and in first order
     */
    public static List<Learner> all(InnerSteps steps) {
        return List.of(
                new ProtoNet(),
                new MatchingNet(),
                new RelationNet(),
                new SimpleShot(),
                new FineTuned(),
                maml(steps, InnerSteps.Order.SECOND),
                maml(steps, InnerSteps.Order.FIRST),
                new ProtoMaml());
    }

    private static Maml maml(InnerSteps steps, InnerSteps.Order order) {
        return new Maml(new InnerSteps(steps.learn(), steps.test(), steps.rate(), order), 4);
    }

    /**
     * Returns the learner of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Learner named(String name, InnerSteps steps) {
        return all(steps).stream().filter(l -> l.about().name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "few-shot: there is no learner '%s', there are %s".formatted(
                                name,
                                all(steps).stream().map(l -> l.about().name()).toList())));
    }
}
