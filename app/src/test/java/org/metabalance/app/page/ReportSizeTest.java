package org.metabalance.app.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
        ObjectNode details = details();
        for (int method = 0; method < 11; method++) {
            List<RunScores> own = new ArrayList<>();
            for (int seed = 0; seed < 5; seed++) {
                own.add(new RunScores(
                        "m" + method, seed, "", parts.get(seed), parts.get(seed + 1), details));
            }
            runs.put("m" + method, own);
            thresholds.put("m" + method, List.of(.5, .5, .5, .5, .5));
        }
        ObjectNode data = JsonMapper.builder().build().createObjectNode();
        new ReportData(runs, thresholds, Map.of()).write(data);
        int size = data.toString().length();
        assertTrue(size < 1_600_000, size + " characters");
        assertEquals(67, data.path("methods").path("m3").path("points").path("film")
                .path("points").size());
        assertTrue(data.path("thinned").asBoolean());
    }

    /** An ensemble's course, and the film of learned points. */
    private static ObjectNode details() {
        ObjectNode details = JsonMapper.builder().build().createObjectNode();
        for (int member = 0; member < 10; member++) {
            ObjectNode training = details.withArray("/course").addObject();
            training.put("name", "member " + member).put("kept", 3);
            for (int epoch = 0; epoch < 30; epoch++) {
                training.withArray("/epochs").addArray().add(.1234567f).add(.1234567f)
                        .add(.1234567f).add(.1234567f);
            }
        }
        ObjectNode film = details.withObject("/points/film");
        for (int p = 0; p < 200; p++) {
            film.withArray("/points").addArray().add(10 * p).add(1).add(.1234567f);
        }
        for (int frame = 0; frame < 12; frame++) {
            ObjectNode one = film.withArray("/frames").addObject().put("epochs", frame);
            for (int p = 0; p < 200; p++) {
                one.withArray("/places").addArray().add(-1.234).add(12.345);
            }
        }
        return details;
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
