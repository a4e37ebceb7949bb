package org.metabalance.studies.longtail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.UserError;
import org.metabalance.app.output.OutputDirectory;
import org.metabalance.app.picture.SvgFile;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.Imbalance;
import org.metabalance.meta.data.image.ImageExamples;
import org.metabalance.meta.method.MetaSet;
import org.metabalance.meta.method.supervised.WithoutMetaSet;
import org.metabalance.meta.protocol.Fold;
import org.metabalance.meta.statistics.CrossedDifference;
import org.metabalance.meta.statistics.PairedDifference;
import org.metabalance.studies.collapse.Collapse;
import org.metabalance.studies.longtail.LongTailResults.Place;
import org.metabalance.studies.runner.Result;
import org.metabalance.studies.runner.Results;
import org.metabalance.studies.runner.Study;
import org.metabalance.studies.runner.StudyOptions;
import org.metabalance.studies.runner.StudyRunner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Study longtail on the images that ship, with trainings as short as can be. */
@Timeout(240)
class LongTailTest {
    private static final Path NOWHERE = Path.of("no", "such", "folder");

    @TempDir
    private Path directory;

    private static LongTail study() {
        return new LongTail(NOWHERE, null, new LongTailTraining.Lengths(1, 1));
    }

    private void run(Study study, StudyOptions options) {
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(
                new PrintWriter(new StringWriter()), new PrintWriter(err), false, false, 80);
        try (OutputDirectory folder = OutputDirectory.open(directory)) {
            assertEquals(
                    0, StudyRunner.run(study, options, 2, terminal, folder), err.toString());
        }
    }

    private static StudyOptions options(List<String> methods, List<String> parts) {
        return new StudyOptions(2, 0, 0, List.of(), "", List.of(), methods, parts);
    }

    @Test
    void fromImagesToTheReport() throws IOException {
        StudyOptions options = options(
                List.of("plain", WithoutMetaSet.NAME, "learning-to-reweight"),
                List.of("fashion-mnist-tail-200"));
        run(study(), options);
        String report = Files.readString(directory.resolve("longtail.md"));
        assertTrue(report.contains("Left out: CIFAR-10, as the variable METABALANCE_IMAGES"),
                report);
        assertTrue(
                report.contains("Training images: 800, 444, 246, 136, 75, 42, 23, 12, 7, 4;"),
                report);
        assertTrue(report.contains("tail: sneaker, bag, ankle boot"), report);
        assertTrue(report.contains("**learning-to-reweight** against plain-without-meta-set"),
                report);
        assertEquals(2, SvgFile.checkAll(directory));

        JsonNode numbers = JsonMapper.shared()
                .readTree(Files.readString(directory.resolve("longtail.json"))).get("numbers");
        JsonNode place = numbers.at("/networks/conv4-16").get("fashion-mnist-tail, IR 200");
        assertTrue(numbers.get("verdicts").size() > 3);
        double all = place.at("/plain/all/mean").asDouble();
        assertTrue(all > .05 && all < 1, place.toString());
        // every method makes the same updates, with six variants each
        Set<Double> updates = Set.copyOf(List.of(
                place.at("/plain/updates/mean").asDouble(),
                place.at("/learning-to-reweight/updates/mean").asDouble(),
                place.at("/plain-without-meta-set/updates/mean").asDouble()));
        assertEquals(Set.of(6.0 * Math.ceilDiv(1789, 64)), updates);
    }

    @Test
    void foldsShareTheTestImagesAndNothingElse() {
        ImageSource images = ImageSource.fashion(NOWHERE);
        LongTailCell cell = new LongTailCell(
                images, "severe", new Imbalance.Counts(
                        List.of(5, 5000, 5, 5, 5, 5, 5, 5, 5, 5)));
        Fold fold = cell.fold(3);
        // of the long tail that ships: 479 of class 1 are all a fold has
        assertArrayEquals(
                new int[] {5, 479, 5, 5, 5, 5, 5, 5, 5, 5}, fold.train().classCounts());
        assertArrayEquals(
                new int[] {10, 120, 10, 10, 10, 10, 9, 5, 3, 2},
                fold.validation().classCounts());
        assertEquals(1000, fold.test().size());
        assertTrue(!fold.train().fixed() && fold.validation().fixed() && fold.test().fixed());
        assertEquals(
                List.of(1), cell.groups(fold.train().classCounts()).groups().get("many"));
        assertEquals(
                10, MetaSet.of(fold.train(), Rng.of(1)).meta().size());
        ImageExamples other = (ImageExamples) cell.fold(4).train();
        assertTrue(!other.scale().equals(((ImageExamples) fold.train()).scale()));
    }

    @Test
    void wholeStudyByDefaultPartsOnDemand() {
        int cells = 4 * LongTailMethods.ALL.size();
        assertEquals(
                2 * (cells + LongTailMethods.FEW.size()),
                study().trials(options(List.of(), List.of())).size());
        assertEquals(2 * 5, study().trials(options(List.of(), List.of("resnet-20"))).size());
        assertEquals(
                2 * cells,
                study().trials(options(List.of(), List.of("fashion-mnist-tail"))).size());
        assertTrue(study().trials(options(List.of("focal"), List.of())).getFirst().key()
                .startsWith(
                        "data=fashion-mnist-tail imbalance=IR 10 network=conv4-16 seed=0 method=focal"));
        assertThrows(
                UserError.class,
                () -> study().trials(options(List.of("mixup"), List.of("resnet-20"))));
        assertTrue(assertThrows(
                UserError.class, () -> study().trials(options(List.of("mixups"), List.of())))
                .getMessage().contains("did you mean 'mixup'?"));
    }

    @Test
    void partsThatAreNotThereAreRefused() {
        assertTrue(refusal(study(), "resnet").endsWith(
                "did you mean 'resnet-20'?; its parts are: fashion-mnist-tail, fashion-mnist-tail-10,"
                        + " fashion-mnist-tail-50, fashion-mnist-tail-100, fashion-mnist-tail-200,"
                        + " resnet-20"),
                refusal(study(), "resnet"));
        assertEquals(
                "study collapse has no parts; leave out --part",
                refusal(new Collapse(), "resnet-20"));
    }

    private String refusal(Study study, String part) {
        return assertThrows(
                UserError.class, () -> run(study, options(List.of(), List.of(part))))
                .getMessage();
    }

    /** Of three test images a class; {@code right} tells which of the six were told rightly. */
    private static Result result(String data, String method, int seed, int... right) {
        ObjectNode values = JsonMapper.shared().createObjectNode();
        BitSet bits = new BitSet();
        for (int i : right) {
            bits.set(i);
        }
        values.put(LongTailTraining.TEST_COUNTS, "3,3").put(LongTailTraining.GROUPING, "head,tail")
                .put(
                        LongTailTraining.CORRECT,
                        Base64.getEncoder().encodeToString(bits.toByteArray()));
        return new Result(
                Map.of(LongTail.DATA, data, LongTail.IMBALANCE, "IR 2", LongTail.METHOD, method,
                        LongTail.SEED, seed),
                1, values, null);
    }

    @Test
    void differencesArePairedBySeedAndByImage() {
        LongTailResults results = new LongTailResults(new Results(List.of(
                result("a", "plain", 0, 0, 1, 2), result("a", "plain", 1, 0, 1, 2, 3),
                result("a", "focal", 0, 0, 1, 3, 4), result("a", "focal", 1, 0, 1, 3, 4),
                // no partner
                result("a", "focal", 2, 0, 1, 2, 3, 4, 5))));
        List<Place> places = results.places();
        CrossedDifference tail = results.difference(places, "focal", "plain", "tail");
        // two more of three right, then one more
        assertEquals(.5, tail.difference().difference(), 1e-12);
        assertEquals(2, tail.difference().pairs());
        assertEquals(
                PairedDifference.of(new double[] {2 / 3.0, 1 / 3.0}, new double[2])
                        .standardError(),
                tail.byTraining(), 1e-12);
        // the mean of the images' differences 1/2, 1 and 0 has the variance of a sample of three
        assertEquals(Math.sqrt(.25 / 3), tail.byExamples(), 1e-12);
        CrossedDifference all = results.difference(places, "focal", "plain", "all");
        assertEquals((1 / 6.0 + 0) / 2, all.difference().difference(), 1e-12);
        assertEquals(
                0, results.difference(places, "mixup", "plain", "all").difference().pairs());
        assertTrue(!results.has(places.getFirst(), "middle"));
    }
}
