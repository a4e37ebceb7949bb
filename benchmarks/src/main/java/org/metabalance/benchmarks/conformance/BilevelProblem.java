package org.metabalance.benchmarks.conformance;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.Bilevel;
import org.metabalance.meta.bilevel.Hypergradient;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.loss.LossOptions;
import org.metabalance.nn.loss.Losses;
import org.metabalance.nn.loss.Normalization;
import org.metabalance.nn.optimize.Adam;
import org.metabalance.nn.optimize.Optimizer;
import org.metabalance.nn.optimize.RmsProp;
import org.metabalance.nn.optimize.Schedule;
import org.metabalance.nn.optimize.Sgd;
import tools.jackson.databind.JsonNode;

/**
 * A small network with inner steps, as a request describes it. The arrays are its weights and biases, layer by
 * layer; then x and y of each inner step and of the outer loss; then the weights of the inner examples, if
 * {@code weighted}.
 */
final class BilevelProblem {
    private final JsonNode json;
    private final int layers;
    private final int steps;
    private final Parameters theta;
    private final List<Tensor> batches;
    private final Tensor weights;

    /** The outer loss, with the leak, and its derivatives. */
    record Solved(Tensor outer, List<Tensor> gradients) {}

    BilevelProblem(JsonNode json, List<Tensor> arrays) {
        this.json = json;
        layers = json.get("layers").asInt();
        steps = json.get("steps").asInt();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < layers; i++) {
            names.add(i + ".weight");
            names.add(i + ".bias");
        }
        theta = Parameters.of(names, arrays.subList(0, 2 * layers));
        batches = arrays.subList(2 * layers, 2 * layers + 2 * (steps + 1));
        weights = json.get("weighted").asBoolean() ? arrays.getLast() : null;
    }

    /** Records the inner steps and the hypergradient with respect to {@code xs}. */
    Solved solve(List<Tensor> xs) {
        LossOptions options = weights == null ? LossOptions.NONE
                : LossOptions.NONE.withExampleWeights(weights).withNormalization(
                        Normalization.valueOf(json.get("normalization").asString()));
        Hypergradient.Result result = Hypergradients.parse(json.get("hypergradient").asString())
                .of(new Bilevel(theta,
                        (p, step) -> loss(p, 2 * step, options), rule(), steps,
                        p -> loss(p, 2 * steps, LossOptions.NONE))
                        .leak(json.get("leak").asDouble())
                        .proximal(json.get("proximal").asDouble()),
                        xs);
        return new Solved(result.total(), result.gradient());
    }

    private Tensor loss(Parameters p, int batch, LossOptions options) {
        Tensor x = batches.get(batch);
        for (int i = 0; i < layers; i++) {
            x = Layers.linear(x, p.get(i + ".weight"), p.get(i + ".bias"));
            x = i < layers - 1 ? Layers.activation(activation(), x) : x;
        }
        Tensor y = batches.get(batch + 1);
        return x.dim(1) == 1 ? Losses.bceWithLogits(x.squeeze(1), y, options)
                : Losses.crossEntropy(x, y, options);
    }

    private Activation activation() {
        return switch (json.get("activation").asString()) {
            case "relu" -> Activation.relu();
            case "tanh" -> Activation.tanh();
            case "softplus" -> Activation.softplus();
            case "gelu" -> Activation.exactGelu();
            case "silu" -> Activation.silu();
            case String other -> throw new IllegalArgumentException("activation: " + other);
        };
    }

    private Optimizer rule() {
        double rate = json.get("rate").asDouble();
        double decay = json.get("weightDecay").asDouble();
        double eps = json.get("eps").asDouble();
        double epsRoot = json.get("epsRoot").asDouble();
        Sgd sgd = Sgd.of(rate).withWeightDecay(decay);
        return switch (json.get("rule").asString()) {
            case "sgd" -> sgd;
            case "momentum" -> sgd.withMomentum(0.9);
            case "nesterov" -> sgd.withNesterov(0.9);
            case "adam" -> new Adam(Schedule.constant(rate), Schedule.constant(0.9),
                    Schedule.constant(0.99), eps, epsRoot, Schedule.constant(decay), false);
            case "rmsprop" -> new RmsProp(Schedule.constant(rate), Schedule.constant(0.9), eps,
                    epsRoot, Schedule.constant(0), Schedule.constant(decay), false);
            case String other -> throw new IllegalArgumentException("rule: " + other);
        };
    }
}
