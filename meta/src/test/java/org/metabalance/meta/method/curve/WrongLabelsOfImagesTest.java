package org.metabalance.meta.method.curve;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.LabelNoise;
import org.metabalance.meta.data.NoisyExamples;
import org.metabalance.meta.data.image.ChannelScale;
import org.metabalance.meta.data.image.ImageExamples;
import org.metabalance.meta.data.image.ImageSet;
import org.metabalance.meta.data.image.augment.Augmentation;
import org.metabalance.meta.data.image.read.ImageFiles;
import org.metabalance.meta.data.image.read.ReadOptions;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.method.Problem;

/**
 * The claim of CurveNet's probing, on the long tail of Fashion-MNIST that ships with the project, for a probe as
 * long as this: .98, against .94 for curves that are not centred and .96 for the last loss. With 80 epochs the
 * network learns the wrong labels by heart, and it is .95, .97 and .94.
 */
class WrongLabelsOfImagesTest {
    @Test
    void centredCurvesTellThemFromRareImages() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("test-data"))) {
            folder = folder.getParent();
        }
        ImageSet images = ImageFiles.read(
                folder.resolve("test-data"), ReadOptions.DEFAULT.withPart("train"));
        ImageExamples clean = new ImageExamples(
                images, ChannelScale.fit(images), Augmentation.NONE);
        NoisyExamples noisy = NoisyExamples.of(clean, new LabelNoise.ByFrequency(.4), 5, Rng.of(1));
        Problem problem = Problem.of(noisy, clean, 1).with(ModelFor.mlp(List.of(64)))
                .with(new Budget(20, 64, 3e-3));
        LossCurves curves = new Probe(20, .4).of(problem, noisy);
        double centred = Separation.areaUnderRoc(curves.centred().means(), noisy, 3);
        double mean = Separation.areaUnderRoc(curves.means(), noisy, 3);
        double last = Separation.areaUnderRoc(curves.at(curves.epochs() - 1), noisy, 3);
        String all = "centred %s, mean %s, last %s".formatted(centred, mean, last);
        assertTrue(centred > .97 && centred > mean && centred > last, all);
    }
}
