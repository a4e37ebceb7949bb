package org.metabalance.meta.method.decoupling;

import java.util.List;
import org.metabalance.engine.DType;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.math.Sorting;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.RowStream;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.loss.Objectives;
import org.metabalance.meta.method.loss.RowLoss;
import org.metabalance.meta.method.reweight.WeightHypergradient;
import org.metabalance.nn.Initializer;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.optimize.Adam;
import org.metabalance.nn.optimize.Descent;

/**
 * Draws rows by scores of their classes, and learns the scores, while a last layer is trained on what is drawn
 * (Ren et al., NeurIPS 2020, arXiv 2007.10740, section 3.3). One update, for psi with a number for each class,
 * from 0, at which all rows are equally probable:
 *
 * <pre>
 *   s_j     = sigmoid(psi of row j's class)
 *   v_bj    = s_j e^{g_bj}                           g: Gumbel noise, new for every b of a batch and row j
 *   i_b     = argmax_j v_bj                          a draw of probability s_i / sum_j s_j
 *   w_b     = 1, differentiated as v_{b i_b} / sum_j v_bj      straight through the Gumbel softmax
 *   theta^  = theta - alpha grad mean_b w_b l(i_b)   a virtual step of the last layer
 *   psi     &lt;- Adam step along the derivative of plain cross-entropy on balanced rows at theta^
 *   theta   &lt;- Adam step along the gradient of mean_b l(i_b)
 * </pre>
 *
 * <p>As s depends on the class alone, the derivative of w needs only the sums of e^g over the rows of each class.
 */
final class MetaSampler {
    private static final String PSI = "psi";
    private static final String BALANCED = "balanced";
    /** What exponentially distributed numbers are at least: about the smallest that F32 can give. */
    private static final double LEAST = 1e-7;

    private final Problem problem;
    private final VariableTree psi;
    private final Program program;
    private final RowStream balanced;
    private final NdArray indices;

    MetaSampler(
            Balms method, Problem problem, LastLayer last, RowLoss loss, double[][] features,
            RowStream balanced) {
        this.balanced = balanced;
        Rng rng = Rng.of(problem.seed());
        Examples train = problem.train();
        psi = VariableTree.init(
                List.of(new ParameterSpec(PSI, Shape.of(train.classes()), Initializer.zeros())),
                DType.F32);

        Tape tape = Tape.f32().threads(1);
        Tensor x = tape.constant(flat(features), features.length, features[0].length);
        int[] classes = train.labels();
        double[] numbers = new double[classes.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = classes[i];
        }
        Tensor y = tape.constant(numbers);
        Parameters own = psi.on(tape);
        Draw draw = Draw.of(
                tape.uniform(problem.batch(), classes.length), y, own.get(PSI));
        Tensor drawn = x.gather(0, draw.rows());
        Tensor labels = y.gather(0, draw.rows());
        Tensor meta = tape.input(BALANCED, problem.batch());
        Tensor metaX = x.gather(0, meta);
        Tensor metaLabels = y.gather(0, meta);

        Parameters theta = last.variables().on(tape);
        Tensor losses = loss.each(last.logits(theta, drawn), labels);
        Parameters gradient = WeightHypergradient.of(
                losses, theta,
                at -> Objectives.crossEntropyPerRow(
                        train.classes(), last.logits(at, metaX), metaLabels).mean(),
                method.virtualRate(), own, l -> l.mul(draw.weights()).mean());
        Descent.of(Adam.of(method.samplerRate()), psi).assign(tape, gradient);
        Tensor mean = losses.mean();
        Descent.of(problem.optimizer(), last.variables()).assign(
                tape, theta.with(Gradients.gradient(mean, theta.tensors())));
        this.problem = problem;
        program = tape.compile(mean);
        program.seed(rng.stream(Seeds.PROGRAM).stream(1).key());
        indices = program.input(BALANCED);
    }

    private static double[] flat(double[][] rows) {
        double[] all = new double[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, all, i * rows[0].length, rows[0].length);
        }
        return all;
    }

    /**
     * A batch that is drawn.
     *
     * @param rows which rows, [b]
     * @param weights ones, [b], with the derivative of the Gumbel softmax in the scores
     */
    record Draw(Tensor rows, Tensor weights) {
        /**
         * Draws a batch.
         *
         * @param uniform noise, from 0 to 1, [b, rows]
         * @param labels of all rows, [rows]
         * @param psi of the classes, [classes]
         */
        static Draw of(Tensor uniform, Tensor labels, Tensor psi) {
            Tensor scores = psi.sigmoid();
            // e^g of Gumbel noise g = -log(-log u)
            Tensor noise = uniform.log().neg().maximum(LEAST).reciprocal();
            Tensor v = noise.mul(scores.gather(0, labels).stopGradient());
            Tensor rows = Sorting.argmax(v, 1);
            Tensor score = scores.gather(0, labels.gather(0, rows));
            Tensor largest = v.max(1).div(score.stopGradient());
            Tensor byClass = noise.matmul(labels.oneHot(psi.dim(0)));
            Tensor soft = score.mul(largest).div(byClass.matmul(scores.unsqueeze(1)).squeeze(1));
            return new Draw(rows, soft.sub(soft.stopGradient()).add(1));
        }
    }

    /** Makes an update of last layer and scores. */
    void update() {
        balanced.fill(indices);
        program.run();
        problem.progress().losses(Double.NaN, program.output(0).item());
    }

    /** Returns the score of every class, 0 to 1. */
    double[] scores() {
        double[] scores = psi.values().get(PSI).toDoubles();
        for (int i = 0; i < scores.length; i++) {
            scores[i] = 1 / (1 + StrictMath.exp(-scores[i]));
        }
        return scores;
    }
}
