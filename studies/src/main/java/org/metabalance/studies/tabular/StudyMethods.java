package org.metabalance.studies.tabular;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.app.boost.BoostedTrees;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.catalog.TuningGrids;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.metabalance.MetaBalancePresets;

/**
 * The methods of study {@code tabular}, each tuned, by name: all there are, boosted
 * trees, and the published networks and settings of MetaBalance, which are left as they are.
 */
final class StudyMethods {
    /** Stands for every method of {@link Methods}. */
    private static final String ALL = "all";

    /**
     * What is compared by default: every method but those that resample by neighbours, again and again,
     * for little; {@value #ALL} has them too.
     */
    private static final List<String> USUAL = List.of(
            "metabalance", "metabalance-first-order", "metabalance-egl", "egl", "egl-weights",
            "egl-both", "egl-smooth-ap", "egl-black-box", "egl-static", "egl-fresh-noise", "plain",
            "logistic", "class-weights", "class-balanced", "focal", "logit-adjustment", "ldam-drw",
            "mixup", "prior-correction", "oversampling", "undersampling", "smote",
            "borderline-smote-1", "adasyn", "learning-to-reweight", "meta-weight-net");

    private static final Map<String, Method> OTHERS = others();

    private StudyMethods() {}

    /** A preset with its own network and number of epochs. */
    private record Preset(String name, MetaBalancePresets preset) implements Method {
        @Override
        public About about() {
            return new About(
                    name, "MetaBalance with the network and settings of the paper's experiments",
                    preset.method().about().source());
        }

        @Override
        public Trained fit(Problem problem) {
            return preset.method().fit(preset
                    .problem(problem.train(), problem.validation(), problem.seed())
                    .watchedBy(problem.progress()));
        }
    }

    private static Map<String, Method> others() {
        Map<String, Method> methods = new LinkedHashMap<>();
        methods.put(BoostedTrees.NAME, BoostedTrees.tuned(TuningGrids.VARIANTS));
        preset(methods, "paper-credit-card", MetaBalancePresets.CREDIT_CARD);
        preset(methods, "paper-credit-card-2021-10",
                MetaBalancePresets.CREDIT_CARD_OCTOBER_2021);
        preset(methods, "paper-loan", MetaBalancePresets.LOAN);
        preset(methods, "paper-loan-svm-smote", MetaBalancePresets.LOAN_SVM_SMOTE);
        return methods;
    }

    /** As published, with what the published code computes, and with as many updates as others. */
    private static void preset(
            Map<String, Method> methods, String name, MetaBalancePresets preset) {
        for (Preset variant : List.of(
                new Preset(name, preset),
                new Preset(name + "-first-order", preset.with(Hypergradients.FIRST_ORDER)),
                new Preset(name + "-matched", preset.updateMatched()))) {
            methods.put(variant.name(), variant);
        }
    }

    /**
     * Returns the methods of these names, each once; the usual ones for no name.
     *
     * @throws UserError if there is no such method; suggests the nearest
     */
    static List<Method> of(List<String> names) {
        Map<String, Method> methods = new LinkedHashMap<>();
        for (String name : names.isEmpty() ? USUAL : names) {
            if (name.strip().equalsIgnoreCase(ALL)) {
                Methods.all().forEach(
                        method -> methods.put(method.name(), TuningGrids.tuned(method)));
            } else {
                Method method = find(name.strip());
                methods.put(method.name(), method);
            }
        }
        return List.copyOf(methods.values());
    }

    private static Method find(String name) {
        if (OTHERS.containsKey(name)) {
            return OTHERS.get(name);
        }
        return Methods.find(name).<Method>map(TuningGrids::tuned).orElseThrow(() -> {
            List<String> all = new ArrayList<>(
                    Methods.all().stream().map(Method::name).toList());
            all.addAll(OTHERS.keySet());
            return new UserError(
                    Texts.format(
                            "no method is named '%s'%s; the methods are: %s", name,
                            Texts.didYouMean(name, all), String.join(", ", all)));
        });
    }

    /** Returns whether a method is MetaBalance, explicit gradient learning, or both. */
    static boolean learnsTwice(String name) {
        return name.startsWith("metabalance") || name.startsWith("paper-")
                || List.of("egl", "egl-weights", "egl-both", "egl-smooth-ap", "egl-black-box")
                        .contains(name);
    }

    /** Returns whether a method learns weights of rows on a balanced set taken out of training. */
    static boolean usesMetaSet(String name) {
        return List.of("learning-to-reweight", "meta-weight-net").contains(name);
    }
}
