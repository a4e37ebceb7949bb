package org.metabalance.examples;

import static java.util.Locale.ROOT;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.loss.LossFor;
import org.metabalance.meta.method.metabalance.MetaBalance;
import org.metabalance.meta.metric.AveragePrecision;
import org.metabalance.nn.Architecture;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Initializer;
import org.metabalance.nn.Layer;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Model;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.layer.Linear;
import org.metabalance.nn.layer.Sequential;
import org.metabalance.nn.model.LayerClassifier;

/** A layer and a loss of one's own, in MetaBalance: they are differentiated through the inner step like any. */
final class OwnLayerAndLoss {
    /** cos(W x + b): random Fourier features that learn. */
    private record Waves(int in, int out) implements Layer {
        @Override
        public List<ParameterSpec> parameters() {
            return List.of(
                    new ParameterSpec("frequency", Shape.of(in, out), Initializer.normal(0, 2)),
                    new ParameterSpec("phase", Shape.of(out), Initializer.uniform(0, 6)));
        }

        @Override
        public Forward apply(Parameters p, Parameters state, Tensor x, Mode mode) {
            return new Forward(x.matmul(p.get("frequency")).add(p.get("phase")).cos(), state);
        }
    }

    /** The squared hinge loss of one logit. */
    private static final LossFor HINGE = train -> (logits, labels) -> labels.mul(2).sub(1)
            .mul(logits).rsub(1).relu().square().mean();

    private OwnLayerAndLoss() {}

    static void main() {
        Model model = new LayerClassifier(
                new Sequential(new Waves(2, 64), new Linear(64, 1)), 2,
                new Architecture("waves", Map.of("width", "64")));
        Problem problem = Problem.of(rings(1, 600, 30), rings(2, 600, 30), 1)
                .with(examples -> model);
        EncodedTable test = rings(3, 2000, 100);
        for (MetaBalance method : List.of(
                MetaBalance.of("cross-entropy"), MetaBalance.of("hinge").with(HINGE))) {
            Trained trained = method.fit(problem);
            double[][] p = trained.probabilities(test);
            double[] scores = Arrays.stream(p).mapToDouble(row -> row[1]).toArray();
            System.out.printf(ROOT, "%s: average precision %.2f after %d updates%n", method.name(),
                    AveragePrecision.of(scores, test.labels()), trained.updates());
        }
    }

    /** A ring of few within a cloud of many. */
    private static EncodedTable rings(long seed, int many, int few) {
        int[] labels = new int[many + few];
        float[] x = new float[2 * labels.length];
        Rng rng = Rng.of(seed);
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i < few ? 1 : 0;
            double angle = 2 * Math.PI * rng.uniform(i);
            double radius = labels[i] == 1 ? 1 + .1 * rng.stream(1).normal(i)
                    : 2.5 * Math.sqrt(rng.stream(2).uniform(i));
            x[2 * i] = (float) (radius * Math.cos(angle));
            x[2 * i + 1] = (float) (radius * Math.sin(angle));
        }
        return EncodedTable.numeric(x, labels, 2);
    }
}
