package org.metabalance.app.decision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.option.DataOptions;
import org.metabalance.app.option.GraphOptions;
import org.metabalance.app.option.LoadedData;
import org.metabalance.app.option.ThresholdOptions;
import org.metabalance.meta.calibration.CalibrationChoice;
import org.metabalance.meta.decision.DecisionPlan;
import org.metabalance.meta.decision.DecisionRule;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The options that say how probabilities are calibrated and what is decided with them. */
public final class DecisionOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;
    @Mixin
    private AimOptions aim;

    @Option(
            names = "--amount-column",
            paramLabel = "COLUMN",
            description = "A column of numbers that say what a missed positive costs in that row, times"
                    + " --cost-false-negative; it is learned from as well.")
    private String amountColumn;

    @Option(
            names = "--calibration",
            paramLabel = "KIND",
            description = "How probabilities are corrected on the validation rows: none, temperature,"
                    + " prior, platt, beta or isotonic; by default (auto) the one with the least log loss on"
                    + " rows that it was not fitted on. With more than two classes none, temperature and"
                    + " prior.")
    private String calibration;

    /**
     * What is to be decided on some data.
     *
     * @param plan the calibration and the rule
     * @param amounts of the rows with a label; null for 1 each
     * @param amountColumn where they are from; null for nowhere
     */
    public record Deciding(DecisionPlan plan, double[] amounts, String amountColumn) {
        /** Returns all that outcomes depend on; the amounts stand in the table. */
        public String text() {
            return plan.text() + (amountColumn == null ? "" : ", amounts: " + amountColumn);
        }

        /** Returns the amounts of some of the rows; null for 1 each. */
        public double[] amounts(int[] rows) {
            if (amounts == null) {
                return null;
            }
            double[] its = new double[rows.length];
            for (int i = 0; i < its.length; i++) {
                its[i] = amounts[rows[i]];
            }
            return its;
        }
    }

    /** Refuses what cannot be, before anything is read. */
    public void check(ThresholdOptions threshold) {
        aim.rule(threshold.given());
        calibration();
        if (amountColumn != null && !aim.costs()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--amount-column is multiplied by --cost-false-negative; give that too");
        }
    }

    /**
     * Takes what was not given from an earlier comparison.
     *
     * @param from a results.json that is known to be one
     * @param threshold whether another threshold was asked for: then the comparison's aim is not taken
     */
    public void orElse(Path from, boolean threshold) {
        JsonNode decision;
        try {
            decision = JsonMapper.shared().readTree(Files.readString(from)).path("decision");
        } catch (IOException e) {
            throw new UserError(from + " cannot be read: " + Texts.reason(e), e);
        }
        if (calibration == null && decision.path("calibration").isString()) {
            calibration = decision.path("calibration").stringValue();
        }
        if (!threshold && !aimed()) {
            aim.orElse(decision);
            amountColumn = decision.path("amountColumn").isString()
                    ? decision.path("amountColumn").stringValue()
                    : null;
        }
    }

    /** Returns whether something was given that the threshold is chosen for. */
    public boolean aimed() {
        return !aim.given().isEmpty();
    }

    private CalibrationChoice calibration() {
        try {
            return calibration == null
                    ? CalibrationChoice.AUTO
                    : CalibrationChoice.parse(calibration);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        }
    }

    /**
     * Returns what is to be decided on data.
     *
     * @throws UserError if an option is not for them
     */
    public Deciding on(LoadedData loaded, ThresholdOptions threshold) {
        int classes = loaded.subject().classes().size();
        List<String> given = new ArrayList<>(aim.given());
        if (amountColumn != null) {
            given.add("--amount-column");
        }
        if (loaded instanceof GraphOptions.Loaded && (calibration != null || !given.isEmpty())) {
            throw new UserError(
                    (calibration != null ? "--calibration" : given.getFirst())
                            + " is for tables and images, as models of graphs are not kept; leave it"
                            + " out");
        }
        if (classes > 2 && !given.isEmpty()) {
            throw new UserError(Texts.format(
                    "%s is for two classes, and %s has %d, of which the most probable is predicted;"
                            + " %sleave it out",
                    given.getFirst(), loaded.labelled(), classes,
                    loaded instanceof DataOptions.Loaded
                            ? "choose one with --positive, or "
                            : ""));
        }
        CalibrationChoice choice = loaded instanceof GraphOptions.Loaded
                ? CalibrationChoice.NONE
                : calibration();
        if (!choice.suits(classes)) {
            throw new UserError(Texts.format(
                    "--calibration %s is for two classes, and %s has %d; give auto, temperature, prior or"
                            + " none",
                    choice.label(), loaded.labelled(), classes));
        }
        DecisionRule rule = aim.rule(false).<DecisionRule>map(pick -> pick).orElseGet(
                () -> new DecisionRule.Usual(threshold.rule(classes, loaded.labelled())));
        DecisionPlan plan = new DecisionPlan(choice, rule);
        if (amountColumn == null) {
            return new Deciding(plan, null, null);
        }
        if (!(loaded instanceof DataOptions.Loaded table)) {
            throw new UserError("--amount-column is for tables; leave it out");
        }
        Amounts amounts = Amounts.of(table, amountColumn);
        return new Deciding(plan, amounts.values(), amounts.column());
    }
}
