package org.metabalance.meta.method.metabalance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Rng;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.meta.data.table.DataSet;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Streams;
import org.metabalance.meta.method.Trained;

class MetaBalancePresetsTest {

    @Test
    void theNetworksAreThePapers() {
        DataSet cards = rows(29);
        Network card = Network.of(MetaBalancePresets.CREDIT_CARD.task(cards, cards, 1));
        assertEquals(new Network(29, List.of(16, 24, 20, 24), 2, Map.of(2, 0.5)), card);
        assertEquals(
                29 * 16 + 16 + 16 * 24 + 24 + 24 * 20 + 20 + 20 * 24 + 24 + 24 + 1,
                Streams.weights(card, Rng.of(1)).size());
        DataSet loans = rows(12);
        Network loan = Network.of(MetaBalancePresets.LOAN.task(loans, loans, 1));
        assertEquals(12 * 25 + 25 + 25 + 1, Streams.weights(loan, Rng.of(1)).size());
    }

    @Test
    void aRunMakesAsFewUpdatesAsThePapers() {
        // 40 balanced rows are 3 episodes: 100 epochs make 300, and 81 an update
        DataSet rows = rows(29);
        MetaBalancePresets preset = MetaBalancePresets.CREDIT_CARD.with(Hypergradients.FIRST_ORDER);
        Trained trained = preset.method().fit(preset.task(rows, rows, 3));
        assertEquals(3, trained.updates());
        assertEquals("first-order", trained.hypergradient());
        for (double[] p : trained.probabilities(rows)) {
            assertTrue(p[1] > 0 && p[1] < 1);
        }
        assertEquals(
                MetaBalance.Budget.UPDATES, preset.updateMatched().method().options().budget());
    }

    @Test
    void laterVersionsHaveOtherViews() {
        assertEquals(
                "inner steps on random-under rows, outer loss on all-knn ones, gradient through the"
                        + " inner steps",
                MetaBalancePresets.CREDIT_CARD_OCTOBER_2021.method().summary());
        assertEquals("svm-smote", MetaBalancePresets.LOAN_SVM_SMOTE.method().options().innerView()
                .label());
        DataSet rows = rows(12);
        MetaBalancePresets preset = MetaBalancePresets.LOAN_SVM_SMOTE;
        assertEquals(3, preset.method().fit(preset.task(rows, rows, 3)).updates());
    }

    private static DataSet rows(int width) {
        int[] labels = new int[220];
        float[] features = new float[labels.length * width];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i < 20 ? 1 : 0;
        }
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) (Rng.of(1).normal(i) + labels[i / width]);
        }
        return DataSet.numeric(features, labels, 2);
    }
}
