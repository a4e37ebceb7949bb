package org.metabalance.app.page;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.metabalance.app.scores.RunScores;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ReportSizeTest {
    /** With d3 (280 KB) and the text the page is below 2 MB: 57,000 test rows, 11 methods, 5 seeds. */
    @Test
    void manyRowsAndRunsStaySmall() {
        Random random = new Random(1);
        Map<String, List<RunScores>> runs = new LinkedHashMap<>();
        Map<String, List<Double>> thresholds = new LinkedHashMap<>();
        List<RunScores.Part> parts = Stream.generate(() -> part(random)).limit(6).toList();
        ObjectNode nothing = JsonMapper.builder().build().createObjectNode();
        for (int method = 0; method < 11; method++) {
            List<RunScores> own = new ArrayList<>();
            for (int seed = 0; seed < 5; seed++) {
                own.add(new RunScores(
                        "m" + method, seed, "", parts.get(seed), parts.get(seed + 1), nothing));
            }
            runs.put("m" + method, own);
            thresholds.put("m" + method, List.of(.5, .5, .5, .5, .5));
        }
        ObjectNode data = JsonMapper.builder().build().createObjectNode();
        new ReportData(runs, thresholds, Map.of()).write(data);
        int size = data.toString().length();
        assertTrue(size < 1_600_000, size + " characters");
        assertTrue(data.path("thinned").asBoolean());
    }

    private static RunScores.Part part(Random random) {
        int[] labels = new int[57_000];
        double[][] probabilities = new double[labels.length][2];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = random.nextInt(10) == 0 ? 1 : 0;
            probabilities[i][1] = 1 / (1 + Math.exp(-random.nextGaussian() - labels[i]));
        }
        return RunScores.part(probabilities, labels);
    }
}
