package org.metabalance.meta.method.metabalance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Rng;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.data.GroupedExamples;
import org.metabalance.meta.data.image.ChannelScale;
import org.metabalance.meta.data.image.ImageExamples;
import org.metabalance.meta.data.image.ImageSet;
import org.metabalance.meta.data.image.MadeImages;
import org.metabalance.meta.data.image.augment.Augmentation;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.nn.layer.Shortcut;
import org.metabalance.nn.model.Head;
import org.metabalance.nn.model.MlpClassifier;
import org.metabalance.nn.model.ResNet;

class MetaBalancePresetsTest {

    @Test
    void theNetworksAreThePapers() {
        EncodedTable cards = rows(29);
        Problem card = MetaBalancePresets.CREDIT_CARD.problem(cards, cards, 1);
        assertEquals(
                new MlpClassifier(29, List.of(16, 24, 20, 24), 2, Map.of(2, 0.5)), card.model());
        assertEquals(
                29 * 16 + 16 + 16 * 24 + 24 + 24 * 20 + 20 + 20 * 24 + 24 + 24 + 1,
                Network.of(card).weights().size());
        EncodedTable loans = rows(12);
        Network loan = Network.of(MetaBalancePresets.LOAN.problem(loans, loans, 1));
        assertEquals(12 * 25 + 25 + 25 + 1, loan.weights().size());
    }

    @Test
    void aRunMakesAsFewUpdatesAsThePapers() {
        // 40 balanced rows are 3 episodes: 100 epochs make 300, and 81 an update
        EncodedTable rows = rows(29);
        MetaBalancePresets preset = MetaBalancePresets.CREDIT_CARD.with(Hypergradients.FIRST_ORDER);
        Trained trained = preset.method().fit(preset.problem(rows, rows, 3));
        assertEquals(3, trained.updates());
        assertEquals("first-order", trained.hypergradient());
        for (double[] p : trained.probabilities(rows)) {
            assertTrue(p[1] > 0 && p[1] < 1);
        }
        assertEquals(
                Outer.EpochLength.UPDATES, preset.updateMatched().method().outer().length());
    }

    @Test
    void laterVersionsHaveOtherBalances() {
        assertEquals(
                "inner steps on random-under rows, outer loss on all-knn ones, gradient through the"
                        + " inner steps",
                MetaBalancePresets.CREDIT_CARD_OCTOBER_2021.method().about().summary());
        assertEquals("svm-smote", MetaBalancePresets.LOAN_SVM_SMOTE.method().inner().balance()
                .label());
        EncodedTable rows = rows(12);
        MetaBalancePresets preset = MetaBalancePresets.LOAN_SVM_SMOTE;
        assertEquals(3, preset.method().fit(preset.problem(rows, rows, 3)).updates());
    }

    @Test
    void imagesAreLearnedByResNet18() {
        ImageExamples all = images();
        Problem problem = MetaBalancePresets.IMAGES.problem(all, all, 1);
        assertEquals(350, problem.epochs());
        assertEquals(ResNet.resNet18(1, 3), problem.model());
        EncodedTable rows = rows(12);
        assertEquals(
                "metabalance: this preset needs images, got " + rows,
                assertThrows(
                        IllegalArgumentException.class,
                        () -> MetaBalancePresets.IMAGES.problem(rows, rows, 1).model())
                        .getMessage());
    }

    @Test
    void facesHaveCosinesAndTheirGroupsAreBalanced() {
        GroupedExamples faces = GroupedExamples.byClass(
                images(), new int[] {0, 0, 1}, List.of("many", "few"));
        Problem problem = MetaBalancePresets.FACES.problem(faces, faces, 1);
        assertEquals(ResNet.resNet18(1, 3).withHead(Head.cosine(64)), problem.model());
        Map<String, int[]> seen = new HashMap<>();
        ModelFor smaller = examples -> new ResNet(
                1, List.of(1), List.of(8), Shortcut.IDENTITY, 3, Head.cosine(64));
        // 48 images of either group are 3 episodes: of 3 epochs there are 9, an update
        Trained trained = MetaBalancePresets.FACES.with(Hypergradients.FIRST_ORDER).method()
                .fit(problem.with(smaller).withEpochs(3).watchedBy(new Problem.Progress() {
                    @Override
                    public void at(double done) {}

                    @Override
                    public void saw(String view, Examples examples) {
                        seen.put(view, examples.groupCounts());
                    }
                }));
        assertEquals(1, trained.updates());
        assertArrayEquals(new int[] {48, 6}, seen.get("inner"));
        assertArrayEquals(new int[] {48, 48}, seen.get("outer"));
    }

    private static ImageExamples images() {
        ImageSet set = MadeImages.of(4, 3, 1, 1 << 20, 30, 18, 6);
        return new ImageExamples(set, ChannelScale.fit(set), Augmentation.NONE);
    }

    private static EncodedTable rows(int width) {
        int[] labels = new int[220];
        float[] features = new float[labels.length * width];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i < 20 ? 1 : 0;
        }
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) (Rng.of(1).normal(i) + labels[i / width]);
        }
        return EncodedTable.numeric(features, labels, 2);
    }
}
