package org.metabalance.studies.runner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metabalance.meta.statistics.PairedDifference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ResultsTest {
    private static Result result(String method, int seed, double ap) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("method", method);
        settings.put("seed", seed);
        ObjectNode values = JsonMapper.shared().createObjectNode().put("ap", ap);
        return new Result(settings, 1, values, null);
    }

    private static final Results RESULTS = new Results(
            List.of(
                    result("a", 0, .5), result("a", 1, .7), result("a", 2, .6),
                    // in another order, and one that has no partner
                    result("b", 2, .5), result("b", 0, .3), result("b", 7, .9)));

    @Test
    void selectionKeepsTheOrder() {
        assertEquals(List.of("a", "b"), RESULTS.settings("method"));
        assertArrayEquals(new double[] {.5, .7, .6}, RESULTS.where("method", "a").numbers("ap"));
        assertTrue(RESULTS.where("method", "c").isEmpty());
        assertEquals(2, RESULTS.where("seed", 2).all().size());
    }

    @Test
    void meanMedianAndBest() {
        Results a = RESULTS.where("method", "a");
        assertEquals(.6, a.estimate("ap").mean(), 1e-12);
        assertEquals(.1 / Math.sqrt(3), a.estimate("ap").standardError(), 1e-12);
        assertEquals(.6, a.median("ap"));
        assertEquals(.55, RESULTS.where(r -> r.number("seed") != 1).where("method", "a")
                .median("ap"), 1e-12);
        assertEquals(7, RESULTS.best("ap").number("seed"));
    }

    @Test
    void pairsAreThoseOfTheSameSettings() {
        PairedDifference test = RESULTS.where("method", "a").against(RESULTS.where("method", "b"),
                "ap",
                "seed");
        assertEquals(2, test.pairs());
        assertEquals(.15, test.difference(), 1e-12);
    }

    @Test
    void aResultIsReadAsWritten() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("problem", "circles");
        settings.put("ir", 100);
        settings.put("alpha", .0);
        settings.put("rate", 1e-4);
        Result written = new Result(
                settings, 1.5, JsonMapper.shared().createObjectNode().put("ap", .25), null);
        ObjectNode node = JsonMapper.shared().createObjectNode();
        written.write(node);
        ObjectNode again = (ObjectNode) JsonMapper.shared().readTree(node.toString());
        Result read = Result.read(again);
        assertEquals(written.key(), read.key());
        assertEquals(written.settings(), read.settings());
        assertEquals(new ArrayList<>(settings.keySet()), new ArrayList<>(read.settings().keySet()));
        assertEquals(.25, read.number("ap"));
        assertEquals(1.5, read.seconds());
    }
}
