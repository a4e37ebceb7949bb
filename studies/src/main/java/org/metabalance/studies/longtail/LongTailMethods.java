package org.metabalance.studies.longtail;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.catalog.TuningGrids;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.supervised.WithoutMetaSet;

/** The methods of study {@code longtail}, by name. */
final class LongTailMethods {
    static final String PLAIN = "plain";
    static final String BALANCED_SOFTMAX = "balanced-softmax";
    static final String EXACT = "metabalance";
    static final String FIRST_ORDER = "metabalance-first-order";

    /** Those that take a small balanced set out of the training images. */
    static final List<String> WITH_META_SET = List.of("learning-to-reweight", "meta-weight-net");

    /** All, in the order of the report. */
    static final List<String> ALL = List.of(
            PLAIN, WithoutMetaSet.NAME, "oversampling", "class-balanced", "focal", "ldam-drw",
            "logit-adjustment", BALANCED_SOFTMAX, "mixup", "learning-to-reweight",
            "meta-weight-net", EXACT, FIRST_ORDER);

    /** Those for a large network. */
    static final List<String> FEW = List.of(
            PLAIN, "oversampling", "logit-adjustment", EXACT, FIRST_ORDER);

    private LongTailMethods() {}

    /**
     * Returns those of {@code usual} that are asked for.
     *
     * @param names empty for all
     * @throws UserError if a name is none of {@link #ALL}
     */
    static List<String> of(List<String> usual, List<String> names) {
        Set<String> wanted = new LinkedHashSet<>(names);
        for (String name : wanted) {
            if (!ALL.contains(name)) {
                throw new UserError(
                        Texts.format(
                                "study longtail has no method '%s'%s; its methods are: %s", name,
                                Texts.didYouMean(name, ALL), String.join(", ", ALL)));
            }
        }
        return usual.stream().filter(name -> wanted.isEmpty() || wanted.contains(name)).toList();
    }

    /** Returns a method. */
    static Method find(String name) {
        return Methods.find(name).orElseThrow();
    }

    /** Returns a method with as many variants of its settings as any other. */
    static Method tuned(String name) {
        return TuningGrids.tuned(find(name));
    }
}
