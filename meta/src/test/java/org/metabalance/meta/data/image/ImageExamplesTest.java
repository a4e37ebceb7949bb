package org.metabalance.meta.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.meta.data.BatchInput;
import org.metabalance.meta.data.image.augment.Augmentation;
import org.metabalance.meta.data.image.augment.ColorJitter;
import org.metabalance.meta.data.image.augment.CutOut;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Mode;

class ImageExamplesTest {
    private static final ImageSet IMAGES = MadeImages.of(5, 4, 3, 1 << 20, 9, 4, 2);
    private static final ChannelScale SCALE = ChannelScale.fit(IMAGES);
    private static final ImageExamples PLAIN = new ImageExamples(
            IMAGES, SCALE, Augmentation.NONE);
    private static final ImageExamples AUGMENTED = new ImageExamples(
            IMAGES, SCALE, Augmentation.of(
                    Augmentation.cropAndFlip(2), new ColorJitter(.4, .4, .4), new CutOut(2)));

    /** A program that puts out its batch, and what fills that. */
    private static final class Reader {
        private final Program program;
        private final BatchInput.Filler filler;

        Reader(ImageExamples examples, Mode mode, long seed, Tape tape) {
            BatchInput input = examples.input(tape, "rows", 3, mode, Rng.of(seed));
            program = tape.compile(input.batch().x(), input.batch().labels());
            filler = input.in(program).orElseThrow();
        }

        double[] read(long run, int... indices) {
            for (int i = 0; i < indices.length; i++) {
                filler.indices().set(i, indices[i]);
            }
            filler.load(run);
            program.run();
            return program.output(0).toDoubles();
        }
    }

    private static Reader reader(ImageExamples examples, Mode mode, long seed) {
        return new Reader(examples, mode, seed, Tape.f32());
    }

    private static double[] scaled(int... indices) {
        byte[] image = new byte[60];
        return IntStream.of(indices).boxed().flatMapToDouble(index -> {
            IMAGES.read(index, image);
            return IntStream.range(0, 60).mapToDouble(j -> ((image[j] & 0xFF)
                    - (double) SCALE.mean().get(j % 3)) / SCALE.deviation().get(j % 3));
        }).toArray();
    }

    @Test
    void aBatchIsTheScaledBytesAndTheLabels() {
        for (Tape tape : List.of(Tape.f32(), Tape.f64())) {
            Reader reader = new Reader(PLAIN, Mode.TRAIN, 1, tape);
            assertArrayEquals(scaled(14, 0, 14), reader.read(0, 14, 0, 14), 1e-5);
            assertEquals(Shape.of(3, 5, 4, 3), reader.program.output(0).shape());
            assertEquals(IMAGES.labels()[14], reader.program.output(1).get(0));
            assertEquals(IMAGES.labels()[0], reader.program.output(1).get(1));
            assertArrayEquals(scaled(1, 2, 3), reader.read(1, 1, 2, 3), 1e-5);
        }
    }

    @Test
    void theScaleMakesEveryChannelStandard() {
        double[] all = scaled(IntStream.range(0, 15).toArray());
        for (int c = 0; c < 3; c++) {
            int channel = c;
            double[] own = IntStream.range(0, all.length).filter(j -> j % 3 == channel)
                    .mapToDouble(j -> all[j]).toArray();
            assertEquals(0, Arrays.stream(own).average().orElseThrow(), 1e-5);
            assertEquals(1, Arrays.stream(own).map(x -> x * x).average().orElseThrow(), 1e-5);
        }
    }

    @Test
    void aChannelThatIsTheSameEverywhereIsOnlyCentered() {
        ImageSet flat = ImageSet.of(
                new HeapPixels(List.of(new byte[] {9, 9}), 2, 1, 2), new int[] {0, 1},
                List.of("a", "b"), Shape.of(1, 1, 1));
        assertEquals(new ChannelScale(List.of(9f), List.of(1f)), ChannelScale.fit(flat));
    }

    @Test
    void augmentationDependsOnSeedRunAndPlaceAlone() {
        Reader reader = reader(AUGMENTED, Mode.TRAIN, 1);
        double[] first = reader.read(5, 3, 3, 4);
        double[] third = Arrays.copyOfRange(first, 120, 180);
        assertFalse(Arrays.equals(scaled(3, 3, 4), first));
        // one image in two places
        assertFalse(Arrays.equals(
                Arrays.copyOfRange(first, 0, 60), Arrays.copyOfRange(first, 60, 120)));
        assertFalse(Arrays.equals(first, reader.read(6, 3, 3, 4)));
        assertArrayEquals(first, reader.read(5, 3, 3, 4));
        // whatever else is in the batch
        assertArrayEquals(third, Arrays.copyOfRange(reader.read(5, 9, 8, 4), 120, 180));
        assertArrayEquals(first, reader(AUGMENTED, Mode.TRAIN, 1).read(5, 3, 3, 4));
        assertFalse(Arrays.equals(first, reader(AUGMENTED, Mode.TRAIN, 2).read(5, 3, 3, 4)));
    }

    @Test
    void threadsMakeNoDifference() {
        double[][] alone = IntStream.range(0, 40)
                .mapToObj(run -> reader(AUGMENTED, Mode.TRAIN, 1).read(run, 1, 2, run % 15))
                .toArray(double[][]::new);
        double[][] atOnce = IntStream.range(0, 40).parallel()
                .mapToObj(run -> reader(AUGMENTED, Mode.TRAIN, 1).read(run, 1, 2, run % 15))
                .toArray(double[][]::new);
        assertArrayEquals(alone, atOnce);
    }

    @Test
    void whatIsScoredIsAsItIs() {
        assertArrayEquals(
                reader(PLAIN, Mode.EVAL, 1).read(0, 3, 4, 5),
                reader(AUGMENTED, Mode.EVAL, 1).read(0, 3, 4, 5));
    }

    @Test
    void fewImagesMayBePartOfAProgram() {
        Batch all = PLAIN.on(Tape.f32());
        assertArrayEquals(
                scaled(IntStream.range(0, 15).toArray()), all.x().value().toDoubles(), 1e-5);
        Tape tape = Tape.f32();
        NdArray picked = PLAIN.on(tape, tape.constant(new double[] {4, 4, 0})).x().value();
        assertArrayEquals(scaled(4, 4, 0), picked.toDoubles(), 1e-5);
        assertThrows(IllegalStateException.class, () -> AUGMENTED.on(Tape.f32()));
    }

    @Test
    void aPartSharesThePixelsAndKeepsScaleAndAugmentation() {
        ImageExamples part = AUGMENTED.select(new int[] {7, 7, 2});
        assertEquals(3, part.size());
        assertEquals(IMAGES.labels()[2], part.label(2));
        assertFalse(part.fixed());
        assertArrayEquals(scaled(2, 7, 7), reader(part, Mode.EVAL, 1).read(0, 2, 0, 1), 1e-5);
        assertTrue(part.like(PLAIN));
        assertFalse(PLAIN.like(new ImageExamples(
                IMAGES, ChannelScale.fit(IMAGES.select(new int[] {0, 1})), Augmentation.NONE)));
    }

    @Test
    void aProgramThatNeedsNoLabelsOrNoImagesIsFilledAllTheSame() {
        Tape tape = Tape.f32();
        BatchInput input = PLAIN.input(tape, "a", 2, Mode.EVAL, Rng.of(1));
        BatchInput unused = PLAIN.input(tape, "b", 2, Mode.EVAL, Rng.of(1));
        BatchInput labelled = PLAIN.input(tape, "c", 1, Mode.EVAL, Rng.of(1));
        Program program = tape.compile(
                input.batch().x().sum(), labelled.batch().labels().sum());
        assertTrue(unused.in(program).isEmpty());
        input.in(program).orElseThrow().load(0);
        BatchInput.Filler filler = labelled.in(program).orElseThrow();
        filler.indices().set(0, 6);
        filler.load(0);
        program.run();
        assertEquals(
                Arrays.stream(scaled(0, 0)).sum(), program.output(0).item(), 1e-3);
        assertEquals(IMAGES.labels()[6], program.output(1).item());
    }
}
