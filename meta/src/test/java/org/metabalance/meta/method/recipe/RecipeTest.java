package org.metabalance.meta.method.recipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Tape;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.data.GroupedExamples;
import org.metabalance.meta.data.image.ChannelScale;
import org.metabalance.meta.data.image.ImageExamples;
import org.metabalance.meta.data.image.ImageSet;
import org.metabalance.meta.data.image.MadeImages;
import org.metabalance.meta.data.image.augment.Augmentation;
import org.metabalance.meta.data.table.ColumnGroup;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.TrainedNetwork;
import org.metabalance.nn.Model;
import org.metabalance.nn.layer.Shortcut;
import org.metabalance.nn.model.Conv4;
import org.metabalance.nn.model.Head;
import org.metabalance.nn.model.LeNet5;
import org.metabalance.nn.model.MlpClassifier;
import org.metabalance.nn.model.ResNet;
import org.metabalance.nn.model.WideResNet;

class RecipeTest {
    private static final ImageSet IMAGES = MadeImages.of(16, 16, 1, 1 << 20, 24, 12, 8);
    private static final ModelFor CONV4 = examples -> new Conv4(
            16, 16, 1, 4, examples.classes(), Head.linear());

    private static Recipe of(Ingredients ingredients) {
        return Recipe.recipe().with(ingredients);
    }

    private static Problem images(Augmentation augmentation) {
        ChannelScale scale = ChannelScale.fit(IMAGES);
        return Problem.of(
                new ImageExamples(IMAGES, scale, augmentation),
                new ImageExamples(IMAGES, scale, Augmentation.NONE), 5)
                .with(CONV4).with(new Budget(3, 8, .01));
    }

    private static double[][] on(Method method, Problem problem) {
        return method.fit(problem).probabilities(problem.validation());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void withoutIngredientsItIsPlainTraining(int classes) {
        Problem problem = Blobs.problem(classes, 1);
        assertArrayEquals(
                on(Methods.find("plain").orElseThrow(), problem),
                on(of(Ingredients.PLAIN), problem));
    }

    @Test
    void everyIngredientMatters() {
        Problem problem = Blobs.problem(3, 1);
        Ingredients plain = Ingredients.PLAIN;
        Set<String> seen = new HashSet<>();
        for (Ingredients each : List.of(
                plain, plain.withBatch(.25), plain.with(Smoothing.of(.1)),
                plain.with(Smoothing.BY_CLASS), plain.withAugmentation(.1),
                plain.withWeightDecay(1), plain.withWidth(2), plain.with(Sharpness.SAM),
                plain.with(Sharpness.SAM_A), plain.with(SelfSupervision.DEFAULT))) {
            assertTrue(seen.add(Arrays.deepToString(on(of(each), problem))), each::toString);
        }
    }

    /** After one update weights differ, but the one batch was seen at the weights that all begin with. */
    @Test
    void runningStatisticsSeeEveryBatchOnceWhateverIsComputedOfIt() {
        Problem problem = images(Augmentation.NONE);
        Problem once = problem.with(new Budget(1, problem.train().size(), .01));
        Map<String, NdArray> plain = state(Recipe.recipe().with(Ingredients.PLAIN), once);
        assertEquals(1, once.updatesPerEpoch());
        assertFalse(plain.isEmpty());
        for (Recipe recipe : List.of(Recipe.sam(), Recipe.samA(), Recipe.jointSsl())) {
            state(recipe, once).forEach((name, value) -> assertArrayEquals(
                    plain.get(name).toDoubles(), value.toDoubles(), recipe.name() + name));
        }
    }

    private static Map<String, NdArray> state(Recipe recipe, Problem problem) {
        return ((TrainedNetwork) recipe.fit(problem)).network().state().values();
    }

    @ParameterizedTest
    @ValueSource(strings = {"recipe", "sam", "sam-a", "joint-ssl"})
    void imagesAreLearnedFromAndTheSameEveryTime(String name) {
        Method method = Methods.find(name).orElseThrow();
        double[][] plain = on(method, images(Augmentation.NONE));
        assertArrayEquals(plain, on(method, images(Augmentation.NONE)));
        assertFalse(Arrays.deepEquals(plain, on(method, images(Augmentation.cropAndFlip(1)))));
    }

    @Test
    void groupsAreNothingToARecipe() {
        Problem problem = Blobs.problem(2, 1);
        int[] groups = IntStream.range(0, problem.train().size()).map(i -> i % 2).toArray();
        Problem grouped = new Problem(
                new GroupedExamples(problem.train(), groups, List.of("a", "b")),
                problem.validation(), problem.models(), problem.budget(), 1, done -> {});
        assertArrayEquals(on(Recipe.recipe(), problem), on(Recipe.recipe(), grouped));
    }

    @Test
    void networksAreWidenedAsTheirKindAllows() {
        assertEquals(new MlpClassifier(3, List.of(24, 3), 2),
                Backbone.widened(new MlpClassifier(3, List.of(16, 2), 2), 1.5));
        assertEquals(new Conv4(16, 16, 1, 8, 3, Head.linear()),
                Backbone.widened(new Conv4(16, 16, 1, 4, 3, Head.linear()), 2));
        assertEquals(new WideResNet(10, 2, 3, 4),
                Backbone.widened(new WideResNet(10, 1, 3, 4), 2));
        assertEquals(List.of(32, 64, 128),
                ((ResNet) Backbone.widened(ResNet.cifar(8, 1, 3), 2)).widths());
        assertEquals(Shortcut.IDENTITY,
                ((ResNet) Backbone.widened(ResNet.cifar(8, 1, 3), 2)).shortcut());
        Model fixed = LeNet5.of(28, 28, 1, 10);
        assertEquals(fixed, Backbone.widened(fixed, 2));
        TrainedNetwork wide = (TrainedNetwork) of(Ingredients.PLAIN.withWidth(2))
                .fit(Blobs.problem(2, 1).withEpochs(1));
        assertEquals(new MlpClassifier(Blobs.WIDTH, List.of(32), 2), wide.network().model());
    }

    /** Value, missing-value feature and categories of a column come from one row, a third of them from another. */
    @Test
    void corruptedColumnsComeFromTrainingRowsAsAWhole() {
        int rows = 500;
        float[] x = new float[rows * 4];
        for (int row = 0; row < rows; row++) {
            x[row * 4] = row;
            x[row * 4 + 1] = row;
            x[row * 4 + 2] = row % 2;
            x[row * 4 + 3] = 1 - row % 2;
        }
        EncodedTable table = new EncodedTable(
                x, new int[rows], 2, List.of("a", "a (missing)", "b=0", "b=1"),
                List.of(
                        new ColumnGroup("a", ColumnGroup.Kind.NUMERIC, 0, 1),
                        new ColumnGroup("a", ColumnGroup.Kind.INDICATOR, 1, 1),
                        new ColumnGroup("b", ColumnGroup.Kind.ONE_HOT, 2, 2)));
        Tape tape = Tape.f32();
        float[] view = ColumnCorruption.of(table, .5).of(table.on(tape).x()).value().toFloats();
        int[] replaced = new int[2];
        for (int row = 0; row < rows; row++) {
            assertEquals(view[row * 4], view[row * 4 + 1]);
            assertEquals(1, view[row * 4 + 2] + view[row * 4 + 3]);
            replaced[0] += view[row * 4] == row ? 0 : 1;
            replaced[1] += view[row * 4 + 2] == row % 2 ? 0 : 1;
        }
        // 0.3 of 500, and of the second column half of those see no other value
        assertTrue(replaced[0] > 110 && replaced[0] < 190, () -> Arrays.toString(replaced));
        assertTrue(replaced[1] > 45 && replaced[1] < 105, () -> Arrays.toString(replaced));
    }

    @Test
    void whatCannotBeIsSaid() {
        assertThrows(IllegalArgumentException.class, () -> Ingredients.PLAIN.withBatch(0));
        assertThrows(IllegalArgumentException.class, () -> Ingredients.PLAIN.withWidth(-1));
        assertThrows(IllegalArgumentException.class,
                () -> Ingredients.PLAIN.withWeightDecay(Double.NaN));
        assertEquals("recipe: the augmentation must be from 0 to 1, got 2.0",
                assertThrows(IllegalArgumentException.class,
                        () -> Ingredients.PLAIN.withAugmentation(2)).getMessage());
        assertThrows(IllegalArgumentException.class,
                () -> SelfSupervision.DEFAULT.withWeight(0));
        assertEquals(
                "joint-ssl: self-supervision needs a model that makes features, got family 'own'",
                assertThrows(IllegalArgumentException.class,
                        () -> Backbone.featureWidth("joint-ssl", new OwnModel())).getMessage());
    }
}
