package org.metabalance.meta.method.recipe;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.DType;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Feed;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.TapedNetwork;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.Training;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Model;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.layer.Mlp;
import org.metabalance.nn.optimize.AdamW;
import org.metabalance.nn.optimize.Descent;
import org.metabalance.nn.optimize.Optimizer;

/**
 * Ordinary training with other {@link Ingredients}: Shwartz-Ziv et al., "Simplifying neural network training
 * under class imbalance", NeurIPS 2023, arXiv 2312.02517. One update is one compiled program. With {@link
 * Sharpness} it has two gradients in it,
 *
 * <pre>
 *   losses of the batch at theta, their gradient, the ascent to theta + e
 *   loss L of the batch at theta + e, its gradient
 *   theta &lt;- Adam step from theta along that
 * </pre>
 *
 * <p>Running statistics of batch norm see every batch once, at theta: those of the pass at theta + e and of the
 * views of self-supervision are forgotten, as predictions are made near theta and of whole examples. Both passes
 * normalize by their own batch. Dropout draws anew in each. The ascent is for the loss of the labels alone.
 *
 * @param about what is told of it
 * @param ingredients what it is made of
 */
public record Recipe(About about, Ingredients ingredients) implements Method {
    private static final String SOURCE = "Shwartz-Ziv et al., NeurIPS 2023, arXiv 2312.02517";

    /** Returns the recipe with all that is cheap: {@link Ingredients#DEFAULT}. */
    public static Recipe recipe() {
        return new Recipe(new About("recipe",
                "plain training with its ingredients tuned: batch, smoothing, augmentation, decay, SAM-A, ..",
                SOURCE), Ingredients.DEFAULT);
    }

    /** Returns plain training with SAM: {@link Sharpness#SAM}. */
    public static Recipe sam() {
        return new Recipe(new About("sam",
                "gradients taken where the loss is largest nearby: flat minima",
                "Foret et al., ICLR 2021, arXiv 2010.01412"),
                Ingredients.PLAIN.with(Sharpness.SAM));
    }

    /** Returns plain training with SAM-A: {@link Sharpness#SAM_A}. */
    public static Recipe samA() {
        return new Recipe(new About("sam-a",
                "as sam, but nearby is up the loss of the smaller classes", SOURCE),
                Ingredients.PLAIN.with(Sharpness.SAM_A));
    }

    /** Returns plain training with self-supervision: {@link SelfSupervision#DEFAULT}. */
    public static Recipe jointSsl() {
        return new Recipe(new About("joint-ssl",
                "labels learned together with which two views are of one example (NT-Xent)",
                SOURCE),
                Ingredients.PLAIN.with(SelfSupervision.DEFAULT));
    }

    /** Returns this method with other ingredients. */
    public Recipe with(Ingredients other) {
        return new Recipe(about, other);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if examples are to be augmented that are neither rows of a table nor
     *     images, or a model without features is to be self-supervised
     */
    @Override
    public Trained fit(Problem problem) {
        Rng rng = Rng.of(problem.seed());
        Model model = Backbone.widened(problem.model(), ingredients.width());
        Network network = Network.of(model, rng.stream(Seeds.WEIGHTS));
        Tape tape = Tape.f32().threads(1);
        Feed feed = Feed.of(tape, problem);
        Tensor loss = step(problem, network, tape, feed);
        Feed.Fed update = feed.compile(loss).seed(rng.stream(Seeds.PROGRAM));
        return Training.of(problem, network).run("none", () -> update.run(problem));
    }

    /** Records an update and returns its loss. */
    private Tensor step(Problem problem, Network network, Tape tape, Feed feed) {
        Examples train = problem.train();
        int[] counts = train.classCounts();
        Sharpness sharpness = ingredients.sharpness();
        SelfSupervision self = ingredients.selfSupervision();
        Parameters state = network.state().on(tape);
        TapedNetwork net = network.on(tape);
        SeenBatch seen = SeenBatch.record(
                this, feed, train, ingredients.batchOf(problem.batch()),
                Feed.order(train, problem, Seeds.BATCHES));
        Batch batch = seen.labelled();
        Tensor losses = losses(net.logits(net.theta(), batch), batch, counts);
        Parameters at = net.theta();
        if (sharpness != null) {
            at = sharpness.above(net.theta(), losses, batch.labels(), counts);
            losses = losses(
                    network.model().logits(at, state, batch, Mode.TRAIN).output(), batch, counts);
        }
        Tensor loss = losses.mean();
        Parameters phi = Parameters.empty();
        VariableTree projection = null;
        if (self != null) {
            Mlp projector = self.projector(Backbone.featureWidth(name(), network.model()));
            projection = VariableTree.init(projector.parameters(), DType.F32,
                    Rng.of(problem.seed()).stream(Seeds.PROJECTION));
            phi = projection.on(tape);
            Batch views = seen.views().getFirst().concat(seen.views().getLast());
            loss = loss.add(self.loss(
                    Backbone.features(network.model(), at, state, views), phi));
        }
        List<Tensor> moved = new ArrayList<>(at.tensors());
        moved.addAll(phi.tensors());
        List<Tensor> gradient = Gradients.gradient(loss, moved);
        Optimizer optimizer = optimizer(problem);
        net.update(Descent.of(optimizer, network.weights()),
                net.theta().with(gradient.subList(0, at.size())));
        if (projection != null) {
            Descent.of(optimizer, projection).assign(
                    tape, phi.with(gradient.subList(at.size(), gradient.size())));
        }
        return loss;
    }

    private Tensor losses(Tensor logits, Batch batch, int[] counts) {
        return ingredients.smoothing().losses(logits, batch.labels(), counts);
    }

    private Optimizer optimizer(Problem problem) {
        return ingredients.weightDecay() == 0
                ? problem.optimizer()
                : AdamW.of(problem.budget().learningRate())
                        .withWeightDecay(ingredients.weightDecay());
    }
}
