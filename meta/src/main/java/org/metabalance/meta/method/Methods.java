package org.metabalance.meta.method;

import java.util.List;
import java.util.Optional;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.sampler.Natural;
import org.metabalance.meta.sampler.RandomOverSampler;
import org.metabalance.meta.sampler.RandomUnderSampler;
import org.metabalance.meta.sampler.Repetition;
import org.metabalance.meta.sampler.Sampler;
import org.metabalance.meta.sampler.Smote;

/** The methods there are. */
public final class Methods {
    /** MetaBalance unless told otherwise: one inner step on natural rows, balanced outer batches. */
    static final MetaBalance.Options META_BALANCE = new MetaBalance.Options(
            new Natural(), new Repetition(), 0.1, 1, 0, 0, 0.01, 1, Hypergradient.EXACT);

    private static final String NO_SOURCE = "-";

    private static final List<Method> ALL = List.of(
            new MetaBalance("metabalance", META_BALANCE),
            new MetaBalance(
                    "metabalance-first-order",
                    META_BALANCE.with(Hypergradient.FIRST_ORDER)),
            plain("plain", "cross-entropy on the rows as they are", NO_SOURCE,
                    Objectives::crossEntropy),
            plain(
                    "class-weights",
                    "cross-entropy weighted inversely to class frequency",
                    NO_SOURCE,
                    Objectives::inverseFrequency),
            plain(
                    "class-balanced",
                    "cross-entropy weighted by the effective number of samples, beta 0.9999",
                    "Cui et al., CVPR 2019, arXiv 1901.05555",
                    Objectives::effectiveNumber),
            plain(
                    "focal",
                    "focal loss, gamma 2: easy rows count less",
                    "Lin et al., ICCV 2017, arXiv 1708.02002",
                    Objectives::focal),
            resampled(
                    "oversampling",
                    "rows of the smaller classes drawn again until all are equally many",
                    NO_SOURCE,
                    new RandomOverSampler()),
            resampled(
                    "undersampling",
                    "rows of the larger classes left out until all are equally many",
                    NO_SOURCE,
                    new RandomUnderSampler()),
            resampled(
                    "smote",
                    "new rows between neighbours of the smaller classes",
                    "Chawla et al., JAIR 16, 2002, arXiv 1106.1813",
                    new Smote()));

    private Methods() {}

    private static Method plain(String name, String summary, String source,
            Supervised.LossFor loss) {
        return new Supervised(name, summary, source, new Natural(), loss);
    }

    private static Method resampled(String name, String summary, String source, Sampler sampler) {
        return new Supervised(name, summary, source, sampler, Objectives::crossEntropy);
    }

    /** Returns all methods; MetaBalance comes first. */
    public static List<Method> all() {
        return ALL;
    }

    /** Returns the method of a name. */
    public static Optional<Method> find(String name) {
        return ALL.stream().filter(method -> method.name().equals(name)).findFirst();
    }
}
