package org.metabalance.meta.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.engine.Tape;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.data.image.ChannelScale;
import org.metabalance.meta.data.image.ImageExamples;
import org.metabalance.meta.data.image.ImageSet;
import org.metabalance.meta.data.image.MadeImages;
import org.metabalance.meta.data.image.augment.Augmentation;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.metabalance.MetaBalance;
import org.metabalance.meta.method.metabalance.Prediction;

/** Images, which are inputs of programs, with every method that looks at no feature. */
class ImageTrainingTest {
    private static final Augmentation CROP_AND_FLIP = Augmentation.cropAndFlip(1);
    private static final ImageSet ALL = MadeImages.of(4, 3, 1, 1 << 20, 120, 40, 20);
    private static final ImageSet TRAIN = part(0, 120);
    private static final ChannelScale SCALE = ChannelScale.fit(TRAIN);

    private static ImageSet part(int from, int to) {
        return ALL.select(IntStream.range(from, to).toArray());
    }

    private static ImageExamples images(ImageSet set, Augmentation augmentation) {
        return new ImageExamples(set, SCALE, augmentation);
    }

    private static EncodedTable table(ImageSet set) {
        float[] x = images(set, Augmentation.NONE).on(Tape.f32()).x().value().toFloats();
        return EncodedTable.numeric(x, set.labels(), 3);
    }

    private static Problem problem(Examples train, Examples validation) {
        return Problem.of(train, validation, 3).with(ModelFor.mlp(List.of(8)))
                .with(new Budget(4, 16, .01));
    }

    private static Problem problem(Augmentation augmentation) {
        return problem(images(TRAIN, augmentation),
                images(part(120, 150), Augmentation.NONE));
    }

    private static double[][] test(Method method, Augmentation augmentation) {
        return method.fit(problem(augmentation))
                .probabilities(images(part(150, 180), Augmentation.NONE));
    }

    private static Method method(String name) {
        return Methods.find(name).orElseThrow();
    }

    private static Stream<Method> methods() {
        return Stream.concat(
                Stream.of("plain", "oversampling", "undersampling", "repetition", "focal",
                        "logit-adjustment", "arb", "equalisation", "cdb", "drw", "drs",
                        "plain-without-meta-set", "class-balanced", "mixup", "remix", "ldam-drw",
                        "crt", "learned-weight-scaling", "tau-normalisation", "nearest-class-mean",
                        "balms",
                        "easy-ensemble", "learning-to-reweight", "meta-weight-net",
                        "prior-correction", "logistic",
                        "metabalance", "metabalance-first-order")
                        .map(ImageTrainingTest::method),
                Stream.of(MetaBalance.of("adapted").with(Prediction.ADAPTED)));
    }

    /** The same numbers, but gathered inside of the program: the same weights at every step. */
    @ParameterizedTest
    @MethodSource("methods")
    void imagesAreLearnedFromAsATableOfTheirNumbers(Method method) {
        double[][] ofTable = method.fit(problem(table(TRAIN), table(part(120, 150))))
                .probabilities(table(part(150, 180)));
        assertArrayEquals(ofTable, test(method, Augmentation.NONE));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void augmentationChangesWhatIsLearnedAndIsTheSameEveryTime(Method method) {
        double[][] augmented = test(method, CROP_AND_FLIP);
        assertArrayEquals(augmented, test(method, CROP_AND_FLIP));
        assertFalse(Arrays.deepEquals(augmented, test(method, Augmentation.NONE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"metabalance", "cutmix"})
    void trainingsAtOnceDoNotDisturbEachOther(String name) {
        double[][] alone = test(method(name), CROP_AND_FLIP);
        List<double[][]> atOnce = IntStream.range(0, 4).parallel()
                .mapToObj(i -> test(method(name), CROP_AND_FLIP)).toList();
        atOnce.forEach(scores -> assertArrayEquals(alone, scores));
    }

    @Test
    void imagesOnADiskAreLearnedFromAlike() {
        ImageSet disk = MadeImages.of(4, 3, 1, 100, 120, 40, 20);
        ImageSet own = disk.select(IntStream.range(0, 120).toArray());
        Trained trained = method("plain").fit(problem(
                images(own, CROP_AND_FLIP), images(part(120, 150), Augmentation.NONE)));
        assertEquals(true, own.onDisk());
        assertArrayEquals(
                test(method("plain"), CROP_AND_FLIP),
                trained.probabilities(images(part(150, 180), Augmentation.NONE)));
    }

    /** Of 60 x 60 x 3 numbers 97 are scored at once. */
    @Test
    void largeImagesAreScoredInSmallerPieces() {
        ImageSet large = MadeImages.of(60, 60, 3, 1 << 20, 60, 30, 20);
        ImageExamples all = new ImageExamples(
                large, ChannelScale.fit(large), Augmentation.NONE);
        TrainedNetwork trained = (TrainedNetwork) method("logistic")
                .fit(problem(all, all).withEpochs(1));
        double[][] scores = trained.probabilities(all);
        assertEquals(110, scores.length);
        for (int i : new int[] {0, 96, 97, 109}) {
            assertArrayEquals(
                    trained.probabilities(all.select(new int[] {i}))[0], scores[i], 1e-6);
        }
    }

    @Test
    void cutMixIsForImages() {
        assertEquals(
                "cutmix: needs images, got data set [120, 12], 3 classes [76, 32, 12]",
                assertThrows(
                        IllegalArgumentException.class,
                        () -> method("cutmix").fit(problem(table(TRAIN), table(part(120, 150)))))
                        .getMessage());
    }
}
