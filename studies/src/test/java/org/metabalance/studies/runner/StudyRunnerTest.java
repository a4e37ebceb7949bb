package org.metabalance.studies.runner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.UserError;
import org.metabalance.app.output.OutputDirectory;
import org.metabalance.app.picture.Figure;
import org.metabalance.app.picture.LineChart;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Timeout(60)
class StudyRunnerTest {
    @TempDir
    private Path directory;
    private final StringWriter err = new StringWriter();
    private final Set<String> made = ConcurrentHashMap.newKeySet();

    private record Slots(List<Square> squares) {}

    private record Square(int x, String y) {}

    /** Squares of numbers 0, 1, ...; those in {@code failing} fail. */
    private final class Squares implements Study {
        private final Set<Integer> failing;

        Squares(Integer... failing) {
            this.failing = Set.of(failing);
        }

        @Override
        public String name() {
            return "squares";
        }

        @Override
        public String summary() {
            return "How large is a square?";
        }

        @Override
        public List<Trial> trials(StudyOptions options) {
            List<Trial> trials = new ArrayList<>();
            for (int x : options.seeds(5)) {
                trials.add(
                        Trial.of((values, progress) -> {
                            made.add("x=" + x);
                            if (failing.contains(x)) {
                                throw new IllegalStateException("no square of " + x);
                            }
                            values.put("square", x * (double) x);
                        }, "x", x, "kind", "square", "power", 2.0));
            }
            return trials;
        }

        @Override
        public Findings findings(StudyOptions options, Results results) {
            return new Findings() {
                @Override
                public Record slots() {
                    return new Slots(
                            results.all().stream().map(
                                    r -> new Square(
                                            (int) r.number("x"),
                                            String.valueOf(r.number("square"))))
                                    .toList());
                }

                @Override
                public void figures(BiConsumer<String, Figure> take) {
                    take.accept("chart", chart(results));
                }

                @Override
                public void numbers(ObjectNode node, List<String> verdicts) {
                    node.put("largest", results.best("square").number("square"));
                    JsonNumbers.verdicts(node, verdicts);
                }
            };
        }

        private Figure chart(Results results) {
            return new LineChart(
                    "Squares",
                    new LineChart.Axes(
                            "x", results.all().stream().map(result -> result.text("x")).toList(),
                            "square", LineChart.Scale.EVEN, ""),
                    List.of(
                            new LineChart.Panel(
                                    "",
                                    List.of(
                                            new LineChart.Line(
                                                    "squares", 0,
                                                    Arrays.stream(results.numbers("square"))
                                                            .mapToObj(LineChart::exactly)
                                                            .toList())))),
                    List.of());
        }
    }

    private int run(Study study, int seeds, int threads) {
        return run(study, new StudyOptions(seeds, 0, List.of()), threads);
    }

    private int run(Study study, StudyOptions options, int threads) {
        made.clear();
        err.getBuffer().setLength(0);
        StringWriter out = new StringWriter();
        Terminal terminal = new Terminal(
                new PrintWriter(out), new PrintWriter(err), false, false, 80);
        int failures;
        try (OutputDirectory folder = OutputDirectory.open(directory)) {
            failures = StudyRunner.run(study, options, threads, terminal, folder);
        }
        assertTrue(out.toString().endsWith("squares.md" + System.lineSeparator()), out.toString());
        return failures;
    }

    private JsonNode json() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(directory.resolve("squares.json")));
    }

    private String markdown() throws IOException {
        return Files.readString(directory.resolve("squares.md"));
    }

    @Test
    void theFirstSeedIsTheUsers() throws IOException {
        assertEquals(0, run(new Squares(), 2, 1));
        assertEquals(
                0,
                run(new Squares(), new StudyOptions(3, 1, 0, List.of(), "", List.of(), List.of()),
                        1));
        assertEquals(2, made.size());
        assertTrue(markdown().contains("study squares --seeds 3 --first-seed 1"), markdown());
        assertEquals(9, json().at("/numbers/largest").asDouble());
    }

    @Test
    void aStudyLeavesTablesNumbersAndFigures() throws IOException {
        assertEquals(0, run(new Squares(), 0, 2));
        assertTrue(markdown().startsWith("""
                # Study: squares

                How large is a square?

                ```sh
                metabalance study squares
                ```

                | x | x \\| x |
                |---|--:|
                | 0 | 0.0 |
                | 1 | 1.0 |
                """), markdown());
        assertTrue(markdown().contains("\n- one\n- two, which is more\n\n"), markdown());
        assertTrue(
                markdown()
                        .contains("![Squares - lines of square against x for squares.](chart.svg)"),
                markdown());
        assertTrue(markdown().contains("5 of 5 trials ended well"), markdown());
        assertEquals(16, json().at("/numbers/largest").asDouble());
        assertEquals("two, which is more", json().at("/numbers/verdicts/0").asString());
        assertEquals("metabalance study squares", json().path("command").asString());
        assertEquals(5, Files.readAllLines(directory.resolve("trials.jsonl")).size());
        assertTrue(Files.readString(directory.resolve("chart.svg")).contains("<svg"));
        assertArrayEquals(
                new byte[] {(byte) 0x89, 'P', 'N', 'G'},
                Arrays.copyOf(Files.readAllBytes(directory.resolve("chart.png")), 4));
    }

    @Test
    void figuresAreTheSameBytesEveryTime() throws IOException {
        run(new Squares(), 0, 2);
        String svg = Files.readString(directory.resolve("chart.svg"));
        byte[] png = Files.readAllBytes(directory.resolve("chart.png"));
        run(new Squares(), 0, 1);
        assertEquals(svg, Files.readString(directory.resolve("chart.svg")));
        assertArrayEquals(png, Files.readAllBytes(directory.resolve("chart.png")));
    }

    @Test
    void whatIsThereIsNotMadeAgain() throws IOException {
        run(new Squares(), 3, 2);
        assertEquals(Set.of("x=0", "x=1", "x=2"), made);
        run(new Squares(), 5, 2);
        assertEquals(Set.of("x=3", "x=4"), made);
        assertTrue(err.toString().contains("note: 3 of 5 trials were there already"), "" + err);
        Files.delete(directory.resolve("squares.md"));
        run(new Squares(), 5, 2);
        assertEquals(Set.of(), made);
        assertTrue(markdown().contains("| 4 | 16.0 |"), markdown());
        // fewer: the others are left alone
        run(new Squares(), 2, 2);
        assertFalse(markdown().contains("| 4 | 16.0 |"), markdown());
        assertEquals(5, Files.readAllLines(directory.resolve("trials.jsonl")).size());
    }

    @Test
    void anIncompleteLastLineIsDroppedAndItsTrialMadeAgain() throws IOException {
        run(new Squares(), 3, 1);
        Path log = directory.resolve("trials.jsonl");
        String text = Files.readString(log);
        for (int lost : new int[] {1, 7}) {
            Files.writeString(log, text.substring(0, text.length() - lost));
            run(new Squares(), 3, 1);
            assertEquals(Set.of("x=2"), made);
            assertTrue(err.toString().contains("its last line is incomplete"), err.toString());
            assertEquals(3, Files.readAllLines(log).size());
            for (String line : Files.readAllLines(log)) {
                JsonMapper.shared().readTree(line);
            }
        }
    }

    @Test
    void whatIsNoTrialIsNamed() throws IOException {
        run(new Squares(), 2, 1);
        Path log = directory.resolve("trials.jsonl");
        for (String wrong : List.of("{\"trial\":", "{}", "[]", "{\"trial\":{\"x\":1}}")) {
            Files.writeString(log, wrong + "\n" + Files.readString(log));
            UserError error = assertThrows(UserError.class, () -> run(new Squares(), 2, 1));
            assertTrue(error.getMessage().contains("trials.jsonl, line 1"), error.getMessage());
        }
    }

    @Test
    void aFailureIsKeptStopsNothingAndIsTriedAgain() throws IOException {
        assertEquals(1, run(new Squares(1), 3, 2));
        assertTrue(err.toString().contains("x=1 kind=square power=2.0 failed: no square of 1"),
                err.toString());
        assertTrue(markdown().contains("2 of 3 trials ended well"), markdown());
        assertTrue(markdown().contains("- x=1 kind=square power=2.0 failed: no square of 1"),
                markdown());
        assertEquals("no square of 1", json().at("/failures/0/reason").asString());
        assertEquals(0, run(new Squares(), 3, 2));
        assertEquals(Set.of("x=1"), made);
        assertTrue(markdown().contains("3 of 3 trials ended well"), markdown());
        assertFalse(json().has("failures"));
    }

    @Test
    void aFolderServesOneStudyAtATime() {
        try (OutputDirectory _ = OutputDirectory.open(directory)) {
            UserError error = assertThrows(UserError.class, () -> run(new Squares(), 2, 1));
            assertTrue(error.getMessage().contains("is in use"), error.getMessage());
        }
        run(new Squares(), 2, 1);
        assertEquals(2, made.size());
    }

    @Test
    void asManyAtOnceAsAllowed() {
        CountDownLatch both = new CountDownLatch(2);
        Study meeting = new Study() {
            @Override
            public String name() {
                return "squares";
            }

            @Override
            public String summary() {
                return "-";
            }

            @Override
            public List<Trial> trials(StudyOptions options) {
                Trial.Work work = (values, progress) -> {
                    both.countDown();
                    both.await(); // for ever, if they go one by one
                };
                return List.of(Trial.of(work, "x", 1), Trial.of(work, "x", 2));
            }

            @Override
            public Findings findings(StudyOptions options, Results results) {
                return new Findings() {
                    @Override
                    public Record slots() {
                        return new Slots(List.of());
                    }

                    @Override
                    public void numbers(ObjectNode node, List<String> verdicts) {}
                };
            }
        };
        assertEquals(0, run(meeting, 0, 2));
    }
}
