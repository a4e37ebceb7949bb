package org.metabalance.meta.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.Imbalance;
import org.metabalance.meta.data.image.ImageExamples;
import org.metabalance.meta.data.image.ImageSet;
import org.metabalance.meta.data.image.MadeImages;
import org.metabalance.meta.data.image.augment.Augmentation;
import org.metabalance.meta.data.image.read.ImageFiles;
import org.metabalance.meta.data.image.read.ReadOptions;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.metric.ClassGroups;

/** The protocol on real images: the long tail of Fashion-MNIST that ships with the project. */
class FashionLongTailTest {
    private static final int[] COUNTS = {1000, 599, 359, 215, 129, 77, 46, 27, 16, 10};
    private static final ImageSet TRAIN = fashion("train");
    private static final ImageSet TEST = fashion("test");
    private static final Augmentation AUGMENTATION = Augmentation.cropAndFlip(2);

    private static ImageSet fashion(String part) {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("test-data"))) {
            folder = folder.getParent();
        }
        return ImageFiles.read(
                folder.resolve("test-data"), ReadOptions.DEFAULT.withPart(part));
    }

    @Test
    void theFilesHoldWhatTheirDescriptionSays() {
        assertEquals(Shape.of(28, 28, 1), TRAIN.shape());
        assertArrayEquals(COUNTS, TRAIN.classCounts());
        assertEquals(1000, TEST.size());
        assertTrue(TRAIN.like(TEST));
    }

    @Test
    void balancedMethodsFindMoreOfTheTail() {
        List<Method> methods = Stream.of("plain", "oversampling", "metabalance")
                .map(name -> Methods.find(name).orElseThrow()).toList();
        Comparison comparison = new Comparison(
                ImageSplits.of(TRAIN, TEST, .2, AUGMENTATION), methods, 2,
                ModelFor.mlp(List.of(64)), new Budget(4, 64, 3e-3), 2);
        List<String> failed = new ArrayList<>();
        List<Run> runs = Experiment.run(comparison, new Watch() {
            @Override
            public void failed(String method, int seed, RuntimeException why) {
                failed.add(method + ": " + why);
            }
        });
        assertEquals(List.of(), failed);
        Map<String, Double> tail = new LinkedHashMap<>();
        for (Run run : runs) {
            assertTrue(run.metrics().confusion().accuracy() > .5, run::toString);
            tail.merge(
                    run.method(),
                    ClassGroups.byThirds(COUNTS).accuracies(run.metrics().confusion())
                            .get("tail") / 2,
                    Double::sum);
        }
        assertTrue(tail.get("oversampling") > tail.get("plain") + .05, tail::toString);
        assertTrue(tail.get("metabalance") > tail.get("plain") + .05, tail::toString);
    }

    @Test
    void onlyTheTrainingPartIsAugmentedAndItAloneFitsTheScale() {
        Fold fold = ImageSplits.of(TRAIN, TEST, .2, AUGMENTATION).of(1);
        ImageExamples train = (ImageExamples) fold.train();
        ImageExamples test = (ImageExamples) fold.test();
        assertTrue(!train.fixed() && fold.validation().fixed() && test.fixed());
        assertEquals(train.scale(), test.scale());
        assertArrayEquals(
                new int[] {200, 120, 72, 43, 26, 15, 9, 5, 3, 2},
                fold.validation().classCounts());
        assertEquals(TRAIN.size(), train.size() + fold.validation().size());
        ImageExamples other = (ImageExamples) ImageSplits
                .of(TRAIN, TEST, .2, AUGMENTATION).of(2).train();
        assertTrue(!train.scale().equals(other.scale()));
    }

    @Test
    void oneSetIsDividedAsATableIs() {
        Fold fold = ImageSplits.of(TEST, Augmentation.NONE).of(0);
        assertEquals(600, fold.train().size());
        assertEquals(200, fold.validation().size());
        assertEquals(200, fold.test().size());
        assertEquals(
                "class '3' has 2 rows, too few for 3 parts. What still works: at most 2 parts, or"
                        + " more rows of '3'",
                assertThrows(
                        DataException.class,
                        () -> ImageSplits.of(
                                TEST.select(new Imbalance.Counts(
                                        List.of(9, 9, 9, 2, 9, 9, 9, 9, 9, 9))
                                        .of(TEST.labels(), 10, Rng.of(1)).indices()),
                                Augmentation.NONE).of(0))
                        .getMessage());
        assertTrue(assertThrows(
                DataException.class,
                () -> ImageSplits.of(TRAIN, MadeImages.of(28, 28, 1, 1 << 20, 3, 3), .2,
                        AUGMENTATION))
                .getMessage().startsWith("images: to train and to test on must be of one size"));
    }
}
