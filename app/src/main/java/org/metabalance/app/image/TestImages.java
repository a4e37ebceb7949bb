package org.metabalance.app.image;

import java.util.Map;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.TextWidth;
import org.metabalance.app.console.Texts;
import org.metabalance.app.option.TrainingParts;
import org.metabalance.app.results.Subject;
import org.metabalance.meta.data.image.ImageExamples;
import org.metabalance.meta.data.image.augment.Augmentation;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.metric.Scores;
import org.metabalance.scoring.folder.ModelInput;
import org.metabalance.scoring.folder.StoredDecision;

/** What a model that was trained alone is worth on images that were kept to test on. */
public final class TestImages {
    private static final int WIDTH = 80;

    private TestImages() {}

    /**
     * Prints accuracy over all and of every group of classes.
     *
     * @param decision how probabilities are calibrated, and the threshold of two classes
     */
    public static void report(
            Terminal terminal, Trained trained, TrainingParts parts, Subject.OfImages subject,
            StoredDecision decision) {
        ModelInput.Images input = (ModelInput.Images) parts.input();
        ImageExamples test = new ImageExamples(
                subject.test(), input.scale(), Augmentation.NONE);
        Scores scores = Scores.of(
                decision.calibrator().apply(trained.probabilities(test)), test.labels(),
                decision.threshold());
        StringBuilder groups = new StringBuilder();
        for (Map.Entry<String, Double> group : subject.groups().accuracies(scores.confusion())
                .entrySet()) {
            if (!group.getValue().isNaN()) {
                groups.append(Texts.format(", %s %.4f", group.getKey(), group.getValue()));
            }
        }
        TextWidth.wrap(
                Texts.format(
                        "On %s to test on: accuracy %.4f, balanced accuracy %.4f%s.",
                        Texts.count(test.size(), "image"), scores.confusion().accuracy(),
                        scores.balancedAccuracy(), groups),
                WIDTH).forEach(terminal.out()::println);
    }
}
