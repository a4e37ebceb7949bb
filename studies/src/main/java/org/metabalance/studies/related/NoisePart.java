package org.metabalance.studies.related;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.metabalance.app.console.Texts;
import org.metabalance.engine.Rng;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.data.LabelNoise;
import org.metabalance.meta.data.NoisyExamples;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.curve.CurveNetwork;
import org.metabalance.meta.method.curve.LossCurves;
import org.metabalance.meta.method.curve.Separation;
import org.metabalance.meta.protocol.Fold;
import org.metabalance.studies.data.SharedFolds;
import org.metabalance.studies.image.ImageCell;
import org.metabalance.studies.image.ImageResults;
import org.metabalance.studies.image.ImageSource;
import org.metabalance.studies.image.ImageTraining;
import org.metabalance.studies.runner.JsonNumbers;
import org.metabalance.studies.runner.StudyOptions;
import org.metabalance.studies.runner.Trial;
import tools.jackson.databind.node.ObjectNode;

/**
 * A long tail of images with wrong labels. Those to select on have right ones, for all methods.
 */
final class NoisePart implements Part {
    static final String NAME = "noise";

    /** How well wrong labels are told from rare images: areas under the ROC curve. */
    static final String CENTRED = "separationOfCentredCurves";

    static final String LAST = "separationOfLastLoss";
    static final String WEIGHTS = "separationOfWeights";

    private static final int RATIO = 20;
    private static final double RATE = .4;
    private static final int TRUSTED = 10;
    private static final int TAIL = 3;
    private static final long STREAM = 1003;

    private static final List<String> METHODS = List.of(
            "plain", "plain-without-meta-set", "oversampling", "logit-adjustment",
            "learning-to-reweight", "meta-weight-net", "cmw-net", "curvenet", "metabalance");

    private final ImageCell cell;
    private final ImageTraining.Lengths lengths;
    private final SharedFolds folds = new SharedFolds();

    NoisePart(Path fashion, ImageTraining.Lengths lengths) {
        cell = ImageCell.exponential(ImageSource.fashion(fashion), RATIO);
        this.lengths = lengths;
    }

    private Fold fold(int seed) {
        return folds.get("" + seed, () -> {
            Fold fold = cell.fold(seed);
            return new Fold(
                    seed,
                    NoisyExamples.of(
                            fold.train(), new LabelNoise.ByFrequency(RATE), TRUSTED,
                            Rng.of(seed).stream(STREAM)),
                    fold.validation(), fold.test());
        });
    }

    private String data() {
        return cell.source().name() + Texts.format(", labels redrawn at %.0f %%", 100 * RATE);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> methods() {
        return METHODS;
    }

    private ImageTraining training(StudyOptions options) {
        return ImageTraining.small(lengths, options.epochs()).untuned();
    }

    @Override
    public String text(StudyOptions options) {
        return Texts.format(
                "%s; %s; of %.0f %% of the training images the label is drawn anew by frequency, but of"
                        + " %d of every class, from which meta sets are taken; labels to select and to test"
                        + " on are right. %s, %s.",
                cell.source().text(), cell.imbalance(), 100 * RATE, TRUSTED,
                training(options).network(), training(options).text());
    }

    @Override
    public List<Trial> trials(StudyOptions options, int seed, List<String> methods) {
        ImageTraining training = training(options);
        return methods.stream().map(method -> Trial.of(
                (values, progress) -> run(training, method, fold(seed), values, progress),
                PART, NAME, DATA, data(), ImageResults.IMBALANCE, cell.imbalance(), SEED, seed,
                METHOD, method, "budget", training.text())).toList();
    }

    private void run(
            ImageTraining training, String method, Fold fold, ObjectNode values,
            Problem.Progress progress) {
        Trained trained = training.run(
                cell, fold, Methods.find(method).orElseThrow(), values, progress);
        CurveNetwork curves = Part.find(trained, CurveNetwork.class);
        if (curves != null && curves.rows() instanceof NoisyExamples rows) {
            LossCurves all = curves.curves();
            separation(values, CENTRED, all.centred().means(), rows);
            separation(values, LAST, all.at(all.epochs() - 1), rows);
            separation(
                    values, WEIGHTS, Arrays.stream(curves.weights()).map(w -> -w).toArray(), rows);
        }
    }

    private static void separation(
            ObjectNode values, String name, double[] evidence, NoisyExamples rows) {
        JsonNumbers.put(values, name, Separation.areaUnderRoc(evidence, rows, TAIL));
    }
}
