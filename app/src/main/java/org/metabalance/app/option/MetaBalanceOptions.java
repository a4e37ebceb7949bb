package org.metabalance.app.option;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.metabalance.app.console.ArgumentRules;
import org.metabalance.app.results.SavedComparison;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.ensemble.BalancedEnsemble;
import org.metabalance.meta.method.metabalance.Balance;
import org.metabalance.meta.method.metabalance.Inner;
import org.metabalance.meta.method.metabalance.MetaBalance;
import org.metabalance.meta.sampler.RandomOverSampler;
import org.metabalance.nn.optimize.Sgd;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The options of MetaBalance. They change the methods metabalance and metabalance-first-order, and ensembles of
 * these.
 */
public final class MetaBalanceOptions {

    /** The method whose hypergradient can be chosen; the other's is in its name. */
    private static final String METHOD = "metabalance";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--hypergradient",
            paramLabel = "NAME",
            description = {
                "How metabalance differentiates through inner steps: exact (default),"
                        + " exact-checkpointed, first-order, truncated-K, finite-difference; and, with"
                        + " --proximal, conjugate-gradient-N, gmres-N or neumann-N-RATE."
            })
    private String hypergradient;

    @Option(
            names = "--inner-steps",
            paramLabel = "N",
            description = "Inner steps of metabalance; default 1.")
    private Integer innerSteps;

    @Option(
            names = "--inner-rate",
            paramLabel = "RATE",
            description = "Length of an inner step of metabalance; default "
                    + Inner.RATE + ".")
    private Double innerRate;

    @Option(
            names = "--proximal",
            paramLabel = "WEIGHT",
            description = "Weight of the squared distance from the start in metabalance's inner loss;"
                    + " default 0.")
    private Double proximal;

    @Option(
            names = "--outer-balance",
            paramLabel = "RATIO",
            description = "How far metabalance balances the classes in its outer loss: the size of the"
                    + " smaller ones over that of the largest, above 0 and at most 1; default 1. Less"
                    + " is worth a try where plain training beats over-sampling.")
    private Double outerBalance;

    /**
     * Returns the methods with these options.
     *
     * @throws ParameterException if a value cannot be, or no method takes it
     */
    public List<Method> apply(List<Method> methods) {
        if (hypergradient == null && innerSteps == null && innerRate == null && proximal == null
                && outerBalance == null) {
            return methods;
        }
        if (methods.stream().noneMatch(MetaBalanceOptions::change)) {
            throw wrong(
                    "--hypergradient, --inner-steps, --inner-rate, --proximal and --outer-balance are"
                            + " options of metabalance, which is not among the methods");
        }
        if (hypergradient != null
                && methods.stream().noneMatch(method -> base(method).name().equals(METHOD))) {
            throw wrong("--hypergradient is an option of metabalance alone");
        }
        return methods.stream()
                .map(method -> switch (method) {
                    case MetaBalance own -> changed(own);
                    case BalancedEnsemble it when it.base() instanceof MetaBalance own ->
                            it.with(changed(own));
                    default -> method;
                })
                .toList();
    }

    /** Returns whether these options change a method. */
    public static boolean change(Method method) {
        return base(method) instanceof MetaBalance;
    }

    private static Method base(Method method) {
        return method instanceof BalancedEnsemble it ? it.base() : method;
    }

    private Method changed(MetaBalance method) {
        Inner inner = method.inner().with(Sgd.of(innerRate())).withSteps(innerSteps());
        if (proximal != null) {
            if (!(proximal >= 0 && Double.isFinite(proximal))) {
                throw wrong("--proximal must not be negative, got " + proximal);
            }
            inner = inner.withProximal(proximal);
        }
        MetaBalance changed = method.with(inner);
        if (outerBalance != null) {
            if (!(outerBalance > 0 && outerBalance <= 1)) {
                throw wrong("--outer-balance must be above 0 and at most 1, got " + outerBalance);
            }
            changed = changed.with(changed.outer().with(
                    Balance.of(new RandomOverSampler(outerBalance, 0))));
        }
        return method.name().equals(METHOD) ? withHypergradient(changed) : changed;
    }

    private Method withHypergradient(MetaBalance method) {
        Hypergradient chosen = hypergradient();
        if (chosen.implicit() && method.inner().proximal() == 0) {
            throw wrong(
                    "--hypergradient %s needs --proximal WEIGHT above 0, for example 1: without it the"
                            .formatted(chosen.label())
                            + " solution of the inner problem does not depend on where it begins");
        }
        return method.with(chosen);
    }

    private Hypergradient hypergradient() {
        // every step and iteration is recorded: so many would be a program without end
        if (hypergradient != null && hypergradient.matches(".*-\\d{4,}(-.*)?")) {
            throw wrong("--hypergradient: a count is at most 999, got '" + hypergradient + "'");
        }
        try {
            return hypergradient == null
                    ? Hypergradients.EXACT
                    : Hypergradients.parse(hypergradient.strip());
        } catch (IllegalArgumentException e) {
            throw wrong("--hypergradient: " + e.getMessage());
        }
    }

    private int innerSteps() {
        return innerSteps == null
                ? Inner.DEFAULT.steps()
                : ArgumentRules.atLeastOne(spec.commandLine(), "--inner-steps", innerSteps);
    }

    private double innerRate() {
        double rate = innerRate == null ? Inner.RATE : innerRate;
        if (!(rate >= 0 && Double.isFinite(rate))) {
            throw wrong("--inner-rate must not be negative, got " + rate);
        }
        return rate;
    }

    /**
     * Takes from a comparison what the user did not give and is not the default.
     *
     * @param method what is trained
     */
    public void orElse(SavedComparison saved, String method) {
        Map<String, String> settings = new LinkedHashMap<>(saved.metabalance());
        settings().forEach((name, value) -> settings.remove(name, value.toString()));
        if (BalancedEnsemble.Named.of(method).map(BalancedEnsemble.Named::base).orElse(method)
                .equals(METHOD)) {
            hypergradient = orElse(hypergradient, settings.get("hypergradient"), text -> text);
        }
        innerSteps = orElse(innerSteps, settings.get("innerSteps"), Integer::valueOf);
        innerRate = orElse(innerRate, settings.get("innerRate"), Double::valueOf);
        proximal = orElse(proximal, settings.get("proximal"), Double::valueOf);
        outerBalance = orElse(outerBalance, settings.get("outerBalance"), Double::valueOf);
    }

    private static <T> T orElse(T given, String saved, Function<String, T> read) {
        return given != null || saved == null ? given : read.apply(saved);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Returns the settings, for the result. */
    public Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("hypergradient", hypergradient().label());
        settings.put("innerSteps", innerSteps());
        settings.put("innerRate", innerRate());
        settings.put("proximal", proximal == null ? Inner.DEFAULT.proximal() : proximal);
        settings.put("outerBalance", outerBalance == null ? 1 : outerBalance);
        return settings;
    }
}
