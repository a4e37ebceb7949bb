package org.metabalance.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.UserError;
import org.metabalance.app.output.OutputDirectory;
import org.metabalance.app.picture.SvgFile;
import org.metabalance.studies.augmentation.AugmentationStudy;
import org.metabalance.studies.collapse.Collapse;
import org.metabalance.studies.hypergradients.HypergradientsStudy;
import org.metabalance.studies.runner.Study;
import org.metabalance.studies.runner.StudyOptions;
import org.metabalance.studies.runner.StudyRunner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every study from its trials to its report, as small as it can be. */
@Timeout(120)
class StudiesTest {
    private static final Pattern FIGURE = Pattern.compile("!\\[[^]]*]\\(([^)]*)\\.svg\\)");

    @TempDir
    private Path directory;

    private int run(Study study, StudyOptions options) {
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(
                new PrintWriter(new StringWriter()), new PrintWriter(err), false, false, 80);
        try (OutputDirectory folder = OutputDirectory.open(directory)) {
            return StudyRunner.run(study, options, 2, terminal, folder);
        }
    }

    private String markdown(Study study) throws IOException {
        return Files.readString(directory.resolve(study.name() + ".md"));
    }

    private JsonNode numbers(Study study) throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readString(directory.resolve(study.name() + ".json")))
                .get("numbers");
    }

    /** Every figure the report shows is there in both formats, and every verdict is in both files. */
    private void complete(Study study, int figures) throws IOException {
        String text = markdown(study);
        Matcher shown = FIGURE.matcher(text);
        int count = 0;
        while (shown.find()) {
            count++;
            assertTrue(Files.size(directory.resolve(shown.group(1) + ".svg")) > 5000);
            assertTrue(Files.size(directory.resolve(shown.group(1) + ".png")) > 5000);
        }
        assertEquals(figures, count, text);
        assertEquals(figures, SvgFile.checkAll(directory));
        assertTrue(numbers(study).get("verdicts").size() > 1);
        numbers(study).get("verdicts")
                .forEach(verdict -> assertTrue(text.contains(verdict.asString()), text));
    }

    @Test
    void collapse() throws IOException {
        Study study = new Collapse();
        assertEquals(0, run(study, new StudyOptions(1, 1, List.of())));
        complete(study, 2);
        assertTrue(
                markdown(study).contains("At alpha 0 both hypergradients give the same results"),
                markdown(study));
        assertEquals(6, numbers(study).get("alphas").size());
    }

    @Test
    void hypergradients() throws IOException {
        Study study = new HypergradientsStudy(List.of(1, 4, 9, 16), .01);
        assertEquals(0, run(study, new StudyOptions(1, 0, List.of())));
        boolean timed = !markdown(study).contains("Times are left out: the machine was busy");
        complete(study, timed ? 5 : 4);
        assertEquals(timed, numbers(study).get("costs").get(0).has("micros"));
        for (JsonNode growth : numbers(study).get("growth")) {
            double exponent = growth.get("memoryExponent").asDouble();
            switch (growth.get("solver").asString()) {
                case "exact" -> assertEquals(1, exponent, .15);
                case "exact-checkpointed" -> assertEquals(.5, exponent, .2);
                case "first-order" -> assertEquals(0, exponent, .05);
                default -> assertTrue(exponent < .6, growth.toString());
            }
        }
        for (JsonNode error : numbers(study).get("unrolledErrors")) {
            if (error.get("solver").asString().startsWith("exact")) {
                assertTrue(error.get("error").asDouble() < 1e-12, error.toString());
                assertTrue(error.get("errorF32").asDouble() < 1e-5, error.toString());
            } else if (error.get("solver").asString().equals("first-order")) {
                assertTrue(error.get("error").asDouble() > 1e-3, error.toString());
            }
        }
        // solved inside and out, all implicit solvers come to the closed form
        double previous = 1;
        for (JsonNode error : numbers(study).get("implicitErrors")) {
            if (error.get("solver").asString().equals("conjugate-gradient-16")) {
                assertTrue(error.get("error").asDouble() < previous, error.toString());
                previous = error.get("error").asDouble();
            }
        }
        assertEquals(0, previous, 3e-3);
    }

    @Test
    void augmentation() throws IOException {
        Study study = new AugmentationStudy(List.of(100));
        assertEquals(0, run(study, new StudyOptions(1, 1, List.of())));
        complete(study, 3);
        assertEquals(3 * AugmentationStudy.METHODS.size(), numbers(study).get("cells").size());
        assertTrue(markdown(study).contains("oracle against egl-static"), markdown(study));
    }

    static List<Study> all() {
        return Studies.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyStudyHasAShortNameAndAQuestion(Study study) {
        assertTrue(study.name().matches("[a-z]+"), study.name());
        assertTrue(study.summary().contains("?") && study.summary().lines().count() == 1);
        assertEquals(study, Studies.find(study.name().toUpperCase(java.util.Locale.ROOT)));
    }

    @Test
    void anUnknownNameSuggestsTheNearest() {
        UserError error = assertThrows(UserError.class, () -> Studies.find("colapse"));
        assertTrue(error.getMessage().contains("did you mean 'collapse'?"), error.getMessage());
        assertTrue(error.getMessage().contains("hypergradients"), error.getMessage());
    }

    @Test
    void optionsThatAreNotForAStudyAreRefused() {
        for (Study study : List.of(
                new Collapse(), new AugmentationStudy(), new HypergradientsStudy())) {
            assertThrows(
                    UserError.class,
                    () -> study.trials(new StudyOptions(0, 0, List.of(Path.of("x.csv")))));
        }
        assertThrows(
                UserError.class,
                () -> new HypergradientsStudy().trials(new StudyOptions(0, 3, List.of())));
    }
}
