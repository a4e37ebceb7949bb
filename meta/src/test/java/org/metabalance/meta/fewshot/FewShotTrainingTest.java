package org.metabalance.meta.fewshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.image.ChannelScale;
import org.metabalance.meta.data.image.ImageExamples;
import org.metabalance.meta.data.image.ImageSet;
import org.metabalance.meta.data.image.PixelWriter;
import org.metabalance.meta.data.image.augment.Augmentation;
import org.metabalance.meta.fewshot.learner.InnerSteps;
import org.metabalance.meta.fewshot.learner.Learners;
import org.metabalance.meta.fewshot.training.EpisodeTest;
import org.metabalance.meta.fewshot.training.Training;
import org.metabalance.meta.fewshot.training.TrainingSettings;
import org.metabalance.nn.model.Conv4;
import org.metabalance.nn.model.Head;

/** Tasks of made-up glyphs: what is drawn, and that every learner learns to learn them. */
class FewShotTrainingTest {
    private static final int SIDE = 24;
    private static final int CLASSES = 16;
    private static final int EACH = 10;
    private static final Training.Watch NOBODY = new Training.Watch() {
        @Override
        public void progress(double share) {}

        @Override
        public void validated(long episodes, double accuracy) {}
    };

    /** Classes of three strokes; each image has them moved a little, and noise. */
    private static ImageSet glyphs() throws IOException {
        List<String> names = new ArrayList<>();
        int[] labels = new int[CLASSES * EACH];
        try (PixelWriter writer = new PixelWriter(SIDE * SIDE, 1 << 20)) {
            for (int c = 0; c < CLASSES; c++) {
                names.add("alphabet" + c / 4 + "/glyph" + c);
                Rng of = Rng.of(c);
                for (int i = 0; i < EACH; i++) {
                    byte[] image = new byte[SIDE * SIDE];
                    Rng own = of.stream(1 + i);
                    for (int p = 0; p < image.length; p++) {
                        image[p] = (byte) own.below(p, 40);
                    }
                    for (int s = 0; s < 3; s++) {
                        int row = 3 + of.below(3 * s, 10) + own.below(1000 + s, 2);
                        int column = 3 + of.below(3 * s + 1, 10) + own.below(1010 + s, 2);
                        int across = of.below(3 * s + 2, 2);
                        for (int l = 0; l < 9; l++) {
                            image[(row + (across == 0 ? l : 0)) * SIDE + column
                                    + across * l] = (byte) 230;
                        }
                    }
                    labels[c * EACH + i] = c;
                    writer.add(image);
                }
            }
            return ImageSet.of(writer.finish(), labels, names, Shape.of(SIDE, SIDE, 1));
        }
    }

    private static ImageExamples examples() throws IOException {
        ImageSet images = glyphs();
        return new ImageExamples(images, ChannelScale.fit(images), Augmentation.cropAndFlip(1));
    }

    private static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }

    private static Task task(SupportSizes sizes) {
        return new Task(3, sizes, 4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"protonet", "matchingnet", "relationnet", "simpleshot", "fine-tuned",
                "maml", "fomaml", "protomaml"})
    void learnsToLearn(String name) throws IOException {
        ImageExamples examples = examples();
        Episodes train = new Episodes(
                examples, range(0, 10), task(new SupportSizes.Balanced(2)), 1);
        Episodes validation = new Episodes(
                examples, range(10, 13), task(new SupportSizes.Balanced(2)), 2);
        Training training = new Training(
                Learners.named(name, new InnerSteps(2, 3, .2, InnerSteps.Order.SECOND)),
                classes -> new Conv4(SIDE, SIDE, 1, 8, classes, Head.linear()),
                train, validation, Strategy.NONE, new TrainingSettings(60, .005, 2, 5, 3, 1));
        Training.Result result = training.run(NOBODY);
        Episodes test = new Episodes(
                examples, range(13, 16), task(new SupportSizes.Uniform(1, 5)), 4);
        EpisodeScores one = new EpisodeTest(result.network(), test, Strategy.NONE, 5)
                .run(12, 1, _ -> {});
        EpisodeScores two = new EpisodeTest(result.network(), test, Strategy.NONE, 5)
                .run(12, 2, _ -> {});
        assertArrayEquals(one.accuracies(), two.accuracies(), "threads");
        assertTrue(one.accuracy().mean() > .55, () -> name + " " + one.accuracy());
        assertEquals(36, one.bySize().values().stream().mapToInt(List::size).sum());
        for (Strategy strategy : List.of(Strategy.AUGMENTED_OVER_SAMPLING, Strategy.WEIGHTED)) {
            double mean = new EpisodeTest(result.network(), test, strategy, 5)
                    .run(12, 2, _ -> {}).accuracy().mean();
            assertTrue(mean > .5, () -> name + " " + strategy.name() + " " + mean);
        }
    }

    /** At a rate next to nothing no check is better than the first; time is over in the sixth episode. */
    @Test
    void trainingEndsWithoutABetterCheckOrTime() throws IOException {
        ImageExamples examples = examples();
        Task task = task(new SupportSizes.Balanced(2));
        Episodes train = new Episodes(examples, range(0, 10), task, 1);
        Episodes validation = new Episodes(examples, range(10, 13), task, 2);
        long[] seen = {0};
        boolean[] late = {false};
        Training.Watch watch = new Training.Watch() {
            @Override
            public void progress(double share) {
                seen[0]++;
            }

            @Override
            public void validated(long episodes, double accuracy) {}

            @Override
            public boolean over() {
                return late[0] && seen[0] == 6;
            }
        };
        Training training = new Training(
                Learners.named("protonet", new InnerSteps(2, 3, .2, InnerSteps.Order.SECOND)),
                classes -> new Conv4(SIDE, SIDE, 1, 4, classes, Head.linear()), train, validation,
                Strategy.NONE, new TrainingSettings(100, 1e-12, 10, 3, 3, 1, 2));
        training.run(watch);
        assertEquals(30, seen[0]);
        seen[0] = 0;
        late[0] = true;
        assertEquals(6, training.run(watch).bestAfter());
        assertEquals(6, seen[0]);
        assertThrows(IllegalArgumentException.class,
                () -> new TrainingSettings(100, .1, 10, 3, 3, 1, 0));
    }

    @Test
    void anEpisodeDependsOnSeedAndNumberAlone() throws IOException {
        ImageExamples examples = examples();
        Episodes source = new Episodes(
                examples, range(0, 8), task(new SupportSizes.Uniform(1, 5)), 1);
        Episode episode = source.episode(7);
        assertArrayEquals(episode.support(), source.episode(7).support());
        Episode other = source.with(new SupportSizes.Balanced(3)).episode(7);
        assertArrayEquals(episode.query(), other.query(), "queries whatever the support set");
        assertArrayEquals(episode.classes(), other.classes());
        assertEquals(
                episode.support().length + episode.query().length,
                IntStream.concat(
                        Arrays.stream(episode.support()), Arrays.stream(episode.query()))
                        .distinct().count());
        for (int q = 0; q < episode.query().length; q++) {
            assertEquals(
                    episode.classes()[episode.queryLabel(q)],
                    examples.label(episode.query()[q]));
        }
    }

    @Test
    void overSamplingFillsEveryClass() throws IOException {
        Episodes source = new Episodes(
                examples(), range(0, 8), task(new SupportSizes.Linear(1, 5)), 1);
        Support support = Support.of(source.episode(0), Strategy.OVER_SAMPLING, 15, Rng.of(1));
        assertEquals(15, support.used());
        assertEquals(4, IntStream.range(0, 5).filter(i -> support.copied()[i]).count());
        assertEquals(1, Arrays.stream(support.indices()).limit(5).distinct().count());
        Support plain = Support.of(source.episode(0), Strategy.WEIGHTED, 15, Rng.of(1));
        assertEquals(9, plain.used());
        assertArrayEquals(new double[] {1, 1 / 3.0, 1 / 5.0}, plain.classWeights());
    }

    @Test
    void quarterTurnsAreClassesThatStayTogether() throws IOException {
        ImageSet images = glyphs();
        ClassPool pool = ClassPool.of(List.of(images, images), true, 1 << 24);
        assertEquals(CLASSES * EACH, pool.dropped(), "the same images again");
        assertEquals(4 * CLASSES, pool.images().classes().size());
        byte[] upright = new byte[SIDE * SIDE];
        byte[] turned = new byte[SIDE * SIDE];
        pool.images().read(0, upright);
        pool.images().read(EACH, turned);
        assertEquals("alphabet0/glyph0 turned 90", pool.images().classes().get(1));
        assertEquals(upright[2 * SIDE + 5], turned[(SIDE - 1 - 5) * SIDE + 2]);
        assertEquals(4, Arrays.stream(pool.folders()).distinct().count());
        ClassSplit split = ClassSplit.random(pool.units(), .2, .2, Rng.of(1));
        for (int c : split.test()) {
            assertTrue(Arrays.stream(split.train()).noneMatch(t -> t / 4 == c / 4));
        }
        assertEquals(
                4 * CLASSES,
                split.train().length + split.validation().length + split.test().length);
    }

    @Test
    void whatCannotBeIsSaid() throws IOException {
        ImageExamples examples = examples();
        DataException few = assertThrows(DataException.class, () -> new Episodes(
                examples, range(0, 8), task(new SupportSizes.Balanced(9)), 1));
        assertTrue(few.getMessage().contains("a class needs 13 examples"), few.getMessage());
        assertThrows(DataException.class, () -> new Episodes(
                examples, range(0, 2), task(new SupportSizes.Balanced(1)), 1));
        assertThrows(IllegalArgumentException.class, () -> SupportSizes.parse("linear:9", 5));
        assertThrows(IllegalArgumentException.class, () -> SupportSizes.parse("steep", 5));
        assertThrows(IllegalArgumentException.class, () -> Strategy.named("smote"));
        assertEquals("step:1-9", SupportSizes.parse("step", 5).text());
        assertEquals("balanced:5", SupportSizes.parse("balanced", 5).text());
    }
}
