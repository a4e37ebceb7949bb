package org.metabalance.studies.hypergradients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.output.OutputDirectory;
import org.metabalance.app.picture.SvgFile;
import org.metabalance.studies.runner.ReportWriter;
import org.metabalance.studies.runner.Result;
import org.metabalance.studies.runner.StudyOptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Made-up trials of a quiet machine and of busy ones: what the report says of times. */
class TimingsTest {
    private static final List<Integer> STEPS = List.of(1, 8, 16);
    private static final MachineLoad QUIET = new MachineLoad(.99, .02);

    @TempDir
    private Path folder;
    private final List<Result> results = new ArrayList<>();

    private void cost(String solver, int steps, int round, double micros, MachineLoad load) {
        ObjectNode values = JsonMapper.shared().createObjectNode();
        values.put("compileMillis", 3.0).put("bytes", 1024.0 * steps).put("instructions", 9);
        values.put("micros", micros);
        if (load != null) {
            load.write(values);
        }
        add(values, HypergradientsStudy.COST, solver, steps, "round", round);
    }

    private void add(
            ObjectNode values, String measured, String solver, int steps, String name,
            Object more) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("measured", measured);
        settings.put("solver", solver);
        settings.put("steps", steps);
        settings.put(name, more);
        results.add(new Result(settings, 1, values, null));
    }

    /** What does not depend on the machine, and two rounds of a quiet one. */
    private void quiet() {
        for (String solver : List.of("exact", "first-order")) {
            for (int k : STEPS) {
                ObjectNode values = JsonMapper.shared().createObjectNode();
                values.put("error", solver.equals("exact") ? 0 : .1).put("errorF32", 1e-7);
                values.put("residual", 1e-9).put("innerGradient", .1);
                for (String activation : List.of("relu", "tanh")) {
                    add(values, HypergradientsStudy.UNROLLED, solver, k, "activation", activation);
                }
                add(values, HypergradientsStudy.IMPLICIT, solver, k, "problem", "least squares");
                cost(solver, k, 0, 100 * k, QUIET);
                cost(solver, k, 1, 104 * k, QUIET);
            }
        }
    }

    private String report() throws IOException {
        Terminal terminal = new Terminal(
                new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), false,
                false, 80);
        try (OutputDirectory output = OutputDirectory.open(folder)) {
            new ReportWriter(output, terminal).write(
                    new HypergradientsStudy(), StudyOptions.DEFAULT, results.size(), results,
                    List.of());
        }
        return Files.readString(folder.resolve("hypergradients.md"));
    }

    private JsonNode numbers() throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readString(folder.resolve("hypergradients.json")))
                .get("numbers");
    }

    private void withTimes(String row) throws IOException {
        String text = report();
        assertTrue(text.contains(row), text);
        assertTrue(text.contains("other processes had at most 2 % of the processors"), text);
        assertTrue(text.contains("16 steps take 1,600 microseconds and 16 KB."), text);
        assertTrue(text.contains("times the memory of exact and 1.00 times the time"), text);
        assertTrue(Files.exists(folder.resolve("hypergradients-time.svg")));
        assertEquals(5, SvgFile.checkAll(folder));
        assertEquals(100, numbers().at("/costs/0/micros").asDouble());
        assertFalse(numbers().has("timesLeftOut"));
    }

    private void withoutTimes(String reason) throws IOException {
        String text = report();
        assertTrue(text.contains("Times are left out: the machine was busy: " + reason), text);
        assertFalse(text.contains("icroseconds"), text);
        assertFalse(text.contains("times the time"), text);
        // what does not depend on it stays
        assertTrue(text.contains("16 steps take 16 KB."), text);
        assertTrue(text.contains("| exact | 1 | 8 | 16 | 1.00 |"), text);
        assertTrue(text.contains("1.0e-01"), text);
        assertFalse(Files.exists(folder.resolve("hypergradients-time.svg")));
        assertFalse(Files.exists(folder.resolve("hypergradients-time.png")));
        assertEquals(4, SvgFile.checkAll(folder));
        assertTrue(numbers().get("timesLeftOut").asString().contains(reason));
        assertFalse(numbers().toString().contains("micros"), "" + numbers());
        assertFalse(numbers().toString().contains("compileMillis"), "" + numbers());
        assertFalse(numbers().toString().contains("timeExponent"), "" + numbers());
    }

    @Test
    void timesOfAQuietMachineArePublished() throws IOException {
        quiet();
        withTimes("| exact | 100 | 800 | 1,600 |");
    }

    @Test
    void aRoundBesideOtherLoadDoesNotCount() throws IOException {
        quiet();
        // faster than it can be, so that it would be seen
        cost("exact", 1, 2, 50, new MachineLoad(.99, .4));
        cost("exact", 8, 2, 50, new MachineLoad(.7, Double.NaN));
        withTimes("| exact | 100 | 800 | 1,600 |");
    }

    @Test
    void aCellThatWasAlwaysDisturbedKeepsAllTimesBack() throws IOException {
        quiet();
        report(); // whose figure of times must not stay
        assertTrue(Files.exists(folder.resolve("hypergradients-time.svg")));
        cost("late", 1, 0, 100, new MachineLoad(.99, .4));
        cost("late", 1, 1, 100, new MachineLoad(.8, .01));
        withoutTimes("no round of 1 of 7 cells was measured without other load");
    }

    @Test
    void roundsThatAreFarApartKeepAllTimesBack() throws IOException {
        quiet();
        cost("apart", 1, 0, 100, QUIET);
        cost("apart", 1, 1, 180, QUIET);
        withoutTimes("the rounds of 1 of 7 cells are more than 20 % apart");
    }

    @Test
    void trialsThatDoNotTellTheLoadKeepTimesBack() throws IOException {
        quiet();
        cost("silent", 1, 0, 100, null);
        withoutTimes("no round of 1 of 7 cells");
    }

    @Test
    void aThreadThatWorksHasItsShare() {
        MachineLoad.Watch watch = new MachineLoad.Watch();
        double sum = 0;
        for (int i = 1; i < 2_000_000; i++) {
            sum += 1.0 / i;
        }
        MachineLoad load = watch.end();
        assertTrue(sum > 10);
        assertTrue(load.cpuShare() > 0 && load.cpuShare() < 1.5, "" + load);
        assertTrue(Double.isNaN(load.otherLoad()) || load.otherLoad() <= 1, "" + load);
        assertTrue(new MachineLoad(Double.NaN, 0).busy());
        assertFalse(new MachineLoad(1, Double.NaN).busy());
    }
}
