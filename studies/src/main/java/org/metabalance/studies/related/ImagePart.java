package org.metabalance.studies.related;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.metabalance.app.console.Texts;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.translation.TranslatedNetwork;
import org.metabalance.meta.method.translation.Translations;
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

/** A long tail of images, with a small convolutional network. */
final class ImagePart implements Part {
    static final String NAME = "images";

    /** What became of translations from major to minor classes. */
    static final String ACCEPTANCE = "acceptance";

    static final String LOWEST = "lowestConfidence";

    private static final int RATIO = 100;

    /** Plain training in batches of other sizes, over the images as often. */
    private static final Map<String, Integer> BATCHES = Map.of(
            "plain-batch-16", 16, "plain-batch-256", 256);

    private static final List<String> METHODS = List.of(
            "plain", "plain-without-meta-set", "plain-batch-16", "plain-batch-256", "oversampling",
            "class-balanced", "focal", "logit-adjustment", "balanced-softmax", "arb",
            "equalisation", "cdb", "cdb-focal", "drw", "drs", "ldam-drw", "crt",
            "learned-weight-scaling", "tau-normalisation", "nearest-class-mean", "balms",
            "easy-ensemble", "balanced-bagging", "mixup", "remix",
            "recipe", "sam", "sam-a", "joint-ssl", "m2m", "learning-to-reweight",
            "meta-weight-net", "cmw-net", "ot-reweight", "ot-reweight-frozen", "metabalance",
            "metabalance-first-order");

    private final ImageCell cell;
    private final ImageTraining.Lengths lengths;
    private final SharedFolds folds = new SharedFolds();

    ImagePart(Path fashion, ImageTraining.Lengths lengths) {
        cell = ImageCell.exponential(ImageSource.fashion(fashion), RATIO);
        this.lengths = lengths;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> methods() {
        return METHODS;
    }

    private ImageTraining training(StudyOptions options, String method) {
        ImageTraining usual = ImageTraining.small(lengths, options.epochs());
        return BATCHES.containsKey(method) ? usual.withBatch(BATCHES.get(method)) : usual;
    }

    @Override
    public String text(StudyOptions options) {
        return Texts.format(
                "%s; %s; %s, %s. `plain-batch-16` and `plain-batch-256` see the images as often, and so"
                        + " make four times and a quarter of the updates.",
                cell.source().text(), cell.imbalance(), training(options, "").network(),
                training(options, "").text());
    }

    @Override
    public List<Trial> trials(StudyOptions options, int seed, List<String> methods) {
        return methods.stream().map(method -> {
            ImageTraining training = training(options, method);
            return Trial.of(
                    (values, progress) -> run(training, method, fold(seed), values, progress),
                    PART, NAME, DATA, cell.source().name(), ImageResults.IMBALANCE,
                    cell.imbalance(), SEED, seed, METHOD, method, "budget", training.text());
        }).toList();
    }

    private Fold fold(int seed) {
        return folds.get("" + seed, () -> cell.fold(seed));
    }

    private void run(
            ImageTraining training, String method, Fold fold, ObjectNode values,
            Problem.Progress progress) {
        Trained trained = training.run(
                cell, fold, Part.tuned(BATCHES.containsKey(method) ? "plain" : method), values,
                progress);
        TranslatedNetwork made = Part.find(trained, TranslatedNetwork.class);
        if (made != null) {
            JsonNumbers.put(values, ACCEPTANCE, made.translations().acceptance());
            JsonNumbers.put(
                    values, LOWEST, made.translations().classes().stream()
                            .mapToDouble(Translations.OfClass::lowest)
                            .filter(it -> !Double.isNaN(it)).min().orElse(Double.NaN));
        }
    }
}
