package org.metabalance.app.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metabalance.meta.decision.Costs;
import org.metabalance.meta.decision.DecisionRule;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** The options that say what the threshold of two classes is chosen for: costs, or a constraint. */
public final class AimOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--cost-false-negative",
            paramLabel = "COST",
            description = "What a positive row costs that is not flagged, in any unit: the threshold is that of"
                    + " the least cost on the validation rows. Where one cost is given, the other is 1.")
    private Double falseNegative;

    @Option(
            names = "--cost-false-positive",
            paramLabel = "COST",
            description = "What a negative row costs that is flagged, in the same unit.")
    private Double falsePositive;

    @Option(
            names = "--at-precision",
            paramLabel = "SHARE",
            description = "Find as many positives as possible with at least this share of positives among"
                    + " the flagged rows, such as .9.")
    private Double precision;

    @Option(
            names = "--at-recall",
            paramLabel = "SHARE",
            description = "Find at least this share of the positives, such as .8, with as few false alarms"
                    + " as possible.")
    private Double recall;

    @Option(
            names = "--alerts",
            paramLabel = "N",
            description = "Flag as many rows as possible, but at most N of 1,000.")
    private Double alerts;

    /** Returns the names of the options that were given. */
    List<String> given() {
        List<String> given = new ArrayList<>();
        if (falseNegative != null) {
            given.add("--cost-false-negative");
        }
        if (falsePositive != null) {
            given.add("--cost-false-positive");
        }
        if (precision != null) {
            given.add("--at-precision");
        }
        if (recall != null) {
            given.add("--at-recall");
        }
        if (alerts != null) {
            given.add("--alerts");
        }
        return given;
    }

    /**
     * Returns what the threshold is chosen for; empty if nothing was given.
     *
     * @param threshold whether {@code --threshold} was given
     */
    public Optional<DecisionRule.Pick> rule(boolean threshold) {
        List<String> aims = given();
        if (falseNegative != null) {
            aims.remove("--cost-false-positive"); // the two are one aim
        }
        if (threshold) {
            aims.addFirst("--threshold");
        }
        if (aims.size() > 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    String.join(" and ", aims)
                            + ": give one; a threshold is chosen for one thing");
        }
        try {
            if (precision != null) {
                return Optional.of(new DecisionRule.AtLeast(
                        DecisionRule.Aim.PRECISION, precision));
            }
            if (recall != null) {
                return Optional.of(new DecisionRule.AtLeast(
                        DecisionRule.Aim.RECALL, recall));
            }
            if (alerts != null) {
                return Optional.of(new DecisionRule.AtAlerts(alerts));
            }
            return costs() ? Optional.of(new DecisionRule.LeastCost(new Costs(
                    falseNegative == null ? 1 : falseNegative,
                    falsePositive == null ? 1 : falsePositive))) : Optional.empty();
        } catch (IllegalArgumentException e) {
            String name = costs() ? "--cost-false-negative, --cost-false-positive"
                    : given().getFirst();
            throw new ParameterException(
                    spec.commandLine(),
                    name + e.getMessage().substring(e.getMessage().indexOf(':')), e);
        }
    }

    /** Takes the aim of an earlier comparison, if it had one. */
    void orElse(JsonNode decision) {
        if (!decision.path("aimed").asBoolean(false)) {
            return;
        }
        precision = number(decision, "atPrecision");
        recall = number(decision, "atRecall");
        alerts = number(decision, "alerts");
        if (given().isEmpty()) {
            falseNegative = number(decision, "costFalseNegative");
            falsePositive = number(decision, "costFalsePositive");
        }
    }

    private static Double number(JsonNode node, String name) {
        return node.path(name).isNumber() ? node.path(name).doubleValue() : null;
    }

    /** Returns whether a cost was given. */
    boolean costs() {
        return falseNegative != null || falsePositive != null;
    }
}
