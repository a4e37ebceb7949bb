package org.metabalance.app.explorer.preset;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;
import org.metabalance.engine.inspect.explore.Explorable;

/** What there is to be explored, by name. */
public enum Preset {
    /** Chapter 1 of the course. */
    GRADIENT("gradient", "f = u sin v + e^u and both its derivatives", 0,
            _ -> Textbook.GRADIENT),
    /** Chapter 3. */
    GRADIENT_OF_A_GRADIENT("gradient-of-a-gradient", "of x sin x", 0,
            _ -> Textbook.GRADIENT_OF_A_GRADIENT),
    /** Chapter 5. */
    INNER_STEP("inner-step", "a step down one loss, and the gradient of another where it leads", 0,
            _ -> Textbook.INNER_STEP),
    /** One level: a gradient and an update. */
    LOGISTIC_REGRESSION("logistic-regression", "the gradient of a linear model, and an update", 0,
            _ -> new LogisticRegression()),
    /** One level with a hidden layer and Adam. */
    MLP("mlp", "the gradient of a network with a hidden layer, and an update of Adam", 0,
            _ -> new SmallMlp()),
    /** Two levels: theta. */
    METABALANCE("metabalance", "an exact step of MetaBalance: imbalanced inside, balanced outside",
            1, MetaBalanceStep::new),
    /** Two levels: points. */
    EXPLICIT_GRADIENT_LEARNING("explicit-gradient-learning",
            "where added points should be, by a loss on held-out rows after a virtual step", 1,
            LearnedPointsStep::new),
    /** Two levels, several inner steps. */
    MAML("maml", "a sinusoid from ten points: two inner steps and the gradient through them", 2,
            SinusoidMaml::new);

    private final String label;
    private final String summary;
    private final int innerSteps;
    private final IntFunction<Explorable> maker;

    Preset(String label, String summary, int innerSteps, IntFunction<Explorable> maker) {
        this.label = label;
        this.summary = summary;
        this.innerSteps = innerSteps;
        this.maker = maker;
    }

    /** Returns the name as users type it. */
    public String label() {
        return label;
    }

    /** Returns what it is, in one line. */
    public String summary() {
        return summary;
    }

    /** Returns how many inner steps it has, 0 if it has one level alone. */
    public int innerSteps() {
        return innerSteps;
    }

    /** Returns it with so many inner steps, which matters to two levels alone. */
    public Explorable with(int innerSteps) {
        return maker.apply(innerSteps);
    }

    /** Returns the preset of a name, empty if there is none. */
    public static Optional<Preset> find(String label) {
        return Arrays.stream(values()).filter(it -> it.label.equals(label)).findFirst();
    }
}
