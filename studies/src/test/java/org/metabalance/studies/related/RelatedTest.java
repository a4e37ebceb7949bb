package org.metabalance.studies.related;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.UserError;
import org.metabalance.app.output.OutputDirectory;
import org.metabalance.app.picture.SvgFile;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.studies.image.ImageTraining;
import org.metabalance.studies.runner.Result;
import org.metabalance.studies.runner.Results;
import org.metabalance.studies.runner.StudyOptions;
import org.metabalance.studies.runner.StudyRunner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Study related on the images that ship, with trainings as short as can be. */
@Timeout(240)
class RelatedTest {
    private static final Path NOWHERE = Path.of("no", "such", "folder");

    @TempDir
    private Path directory;

    private static Related study() {
        return new Related(NOWHERE, null, NOWHERE, new ImageTraining.Lengths(1, 1));
    }

    private static StudyOptions options(List<String> methods, List<String> parts) {
        return new StudyOptions(2, 0, 0, List.of(), "", List.of(), methods, parts);
    }

    @Test
    void fromImagesToTheTableOfClaims() throws IOException {
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(
                new PrintWriter(new StringWriter()), new PrintWriter(err), false, false, 80);
        try (OutputDirectory folder = OutputDirectory.open(directory)) {
            assertEquals(
                    0,
                    StudyRunner.run(
                            study(),
                            options(
                                    List.of("plain", "m2m", "curvenet"),
                                    List.of("images", "noise")),
                            2, terminal, folder),
                    err.toString());
        }
        String report = Files.readString(directory.resolve("related.md"));
        assertTrue(report.contains("Not here: tables: not asked for."), report);
        assertTrue(
                report.contains(
                        "Not here: few-shot: the variable METABALANCE_IMAGES names no folder"),
                report);
        assertTrue(report.contains("## Part noise"), report);
        assertEquals(2, SvgFile.checkAll(directory));
        JsonNode numbers = JsonMapper.shared()
                .readTree(Files.readString(directory.resolve("related.json"))).get("numbers");
        JsonNode curves = claim(numbers, "CurveNet");
        assertTrue(
                curves.get("measured").asString().matches("area of centred curves 0\\.\\d\\d .*"),
                curves.toString());
        assertTrue(!curves.get("holds").asString().equals("not measured"), curves.toString());
        assertEquals("not measured", claim(numbers, "MetaBalance").get("holds").asString());
    }

    private static JsonNode claim(JsonNode numbers, String system) {
        return numbers.get("claims").valueStream()
                .filter(it -> it.get("system").asString().equals(system)).findFirst().orElseThrow();
    }

    /** A claim holds by its worst check, and surely where two standard errors lie between. */
    @Test
    void claimsAreJudgedByTheirBounds() {
        Claim arb = Claim.SYSTEMS.stream().filter(it -> it.system().equals("ARB loss")).findFirst()
                .orElseThrow();
        assertEquals(
                List.of(
                        "arb - plain at least +3.0 points",
                        "arb - balanced-softmax at most +1.0 points"),
                arb.checks().stream().map(Check::criterion).toList());
        assertEquals(Check.Answer.YES, arb.answer(images(.50, .60, .61)));
        assertEquals(Check.Answer.NO, arb.answer(images(.50, .52, .61)));
        assertEquals(Check.Answer.NO, arb.answer(images(.50, .65, .61)));
        assertEquals(Check.Answer.BARELY, arb.answer(images(.50, .5305, .61)));
        assertEquals(Check.Answer.ALMOST, arb.answer(images(.50, .5295, .61)));
        assertEquals(
                "arb - plain +10.0 \u00b10.1 points",
                arb.checks().getFirst().measured(images(.50, .60, .61)));
        assertEquals(Check.Answer.UNKNOWN, arb.answer(new Results(List.of())));
    }

    /** Three seeds, in which arb swings by a thousandth and a bit. */
    private static Results images(double plain, double arb, double softmax) {
        List<Result> all = new ArrayList<>();
        for (int seed = 0; seed < 3; seed++) {
            for (Map.Entry<String, Double> it : Map.of(
                    "plain", plain, "arb", arb + (seed - 1) * .001, "balanced-softmax", softmax)
                    .entrySet()) {
                ObjectNode values = JsonMapper.shared().createObjectNode();
                values.put(ImageTraining.ALL, it.getValue());
                all.add(new Result(
                        Map.of(
                                Part.PART, ImagePart.NAME, Part.DATA, "images", Part.SEED, seed,
                                Part.METHOD, it.getKey()),
                        1, values, null));
            }
        }
        return new Results(all);
    }

    @Test
    void everyMethodIsThere() {
        for (Part part : List.of(
                new ImagePart(NOWHERE, new ImageTraining.Lengths(1, 1)), new TablePart(),
                new NoisePart(NOWHERE, new ImageTraining.Lengths(1, 1)))) {
            for (String method : part.methods()) {
                assertTrue(
                        method.startsWith("plain-batch-") || Methods.find(method).isPresent(),
                        method);
            }
        }
    }

    @Test
    void whatIsNotThereIsRefused() {
        assertTrue(refusal(List.of(), List.of("graphs")).endsWith(
                "part graphs: there is no haberman.csv.gz in the folder that METABALANCE_TABLES names"));
        assertTrue(refusal(List.of("arbs"), List.of()).contains("did you mean 'arb'?"));
        assertTrue(refusal(List.of("maml"), List.of("tables")).endsWith(
                "none of these methods is in these parts"));
    }

    private static String refusal(List<String> methods, List<String> parts) {
        return assertThrows(
                UserError.class, () -> study().trials(options(methods, parts))).getMessage();
    }
}
