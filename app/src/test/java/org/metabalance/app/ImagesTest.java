package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Images instead of a table, as users bring them. */
class ImagesTest {
    @TempDir
    private Path directory;
    private Path images;

    @BeforeEach
    void images() throws IOException {
        images = ImageFolder.write(directory.resolve("png"), 40, 20, 10);
    }

    private Captured run(String command, String options) {
        List<String> arguments = new ArrayList<>(List.of(command, "--images", images.toString()));
        arguments.addAll(List.of(options.split(" ")));
        return Captured.run(arguments.toArray(String[]::new));
    }

    private Path out() {
        return directory.resolve("out");
    }

    private Captured compare(String more) {
        return run(
                "compare", "--network mlp --hidden 8 --epochs 3 --batch 16 --out " + out() + " "
                        + more);
    }

    private JsonNode results() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(out().resolve("results.json")));
    }

    private static long made(Captured captured) {
        return captured.err().lines().filter(line -> line.startsWith("run ")).count();
    }

    @Test
    void comparesGroupsOfClassesAndKeepsResultsAndPictures() throws IOException {
        Captured captured = compare("--methods plain,oversampling --seeds 2");
        assertEquals(0, captured.code(), captured.err());
        captured.out().lines().forEach(line -> assertTrue(line.length() <= 80, line));
        String words = captured.out().replaceAll("\\s+", " ");
        assertTrue(words.contains("method acc. acc. head dle tail AP Brier sec"), words);
        assertTrue(words.contains("head 1 class (40 images), middle 1 class (20 images)"), words);
        assertTrue(words.contains("Tail accuracy against plain:"), words);
        JsonNode about = results().get("images");
        assertEquals(28, about.get("height").asInt());
        assertEquals(10, about.get("trainingCounts").get("shirt").asInt());
        assertEquals("trouser", about.get("groups").get("head").get(0).asString());
        assertEquals("shirt", about.get("groups").get("tail").get(0).asString());
        assertEquals(4, about.get("imbalanceRatio").asDouble());
        JsonNode run = results().get("runs").get(0);
        assertEquals(3, run.get("confusion").size());
        assertTrue(run.get("metrics").get("perClassRecall").has("coat"));
        for (String picture : List.of("accuracy-by-class.svg", "confusion-plain.png")) {
            assertTrue(Files.size(out().resolve(picture)) > 1000, picture);
        }
    }

    @Test
    void goesOnWhereItStopped() throws IOException {
        Captured first = compare("--methods plain --seeds 2");
        assertEquals(2, made(first), first.err());
        Captured more = compare("--methods plain,logit-adjustment --seeds 2");
        assertEquals(2, made(more), more.err());
        JsonNode before = results();
        Captured again = compare("--methods plain,logit-adjustment --seeds 2");
        assertEquals(0, made(again), again.err());
        assertEquals(more.out(), again.out());
        assertEquals(before.get("runs"), results().get("runs"));
        assertEquals(2, made(compare("--methods plain --seeds 2 --augment none")));
    }

    @Test
    void aConvolutionalNetworkIsTheUsualOne() throws IOException {
        Captured captured = run(
                "compare", "--methods plain --seeds 1 --epochs 1 --out " + out());
        assertEquals(0, captured.code(), captured.err());
        assertEquals("conv4-32", results().get("network").asString());
        assertEquals(64, results().get("batch").asInt());
    }

    @Test
    void aModelPredictsAFolder() throws IOException {
        Path model = directory.resolve("model");
        Captured trained = run(
                "train", "--network mlp --hidden 8 --epochs 9 --batch 16 --method oversampling"
                        + " --out " + model);
        assertEquals(0, trained.code(), trained.err());
        Path file = directory.resolve("p.csv");
        Captured predicted = run("predict", "--model " + model + " --out " + file);
        assertEquals(0, predicted.code(), predicted.err());
        List<String> lines = Files.readAllLines(file);
        assertEquals(71, lines.size());
        assertEquals(
                "image,probability_coat,probability_shirt,probability_trouser,predicted",
                lines.getFirst());
        assertTrue(lines.get(1).startsWith("coat/000.png,"), lines.get(1));
        assertTrue(predicted.out().contains("is \\ predicted"), predicted.out());
        // without folders there is nothing to measure
        images = images.resolve("trouser");
        Captured alone = run("predict", "--model " + model + " --out " + file);
        assertEquals(0, alone.code(), alone.err());
        assertEquals("", alone.out());
        assertEquals(41, Files.readAllLines(file).size());
    }

    @Test
    void imagesOfAnotherSizeAreRefusedOrResized() throws IOException {
        Path model = directory.resolve("model");
        run("train", "--network mlp --hidden 4 --epochs 1 --method plain --out " + model);
        images = Files.createDirectories(directory.resolve("other"));
        ImageFolder.png(images.resolve("a.png"), new byte[30 * 30], 30);
        String to = "--model " + model + " --out " + directory.resolve("p.csv");
        String error = run("predict", to).error();
        assertTrue(error.contains("a.png: is 30 x 30"), error);
        assertTrue(error.contains("28 x 28") && error.contains("(--resize does so)"), error);
        assertEquals(0, run("predict", to + " --resize").code());
    }

    @Test
    void inspects() {
        Captured captured = run("inspect", "--channels 1");
        assertEquals(0, captured.code(), captured.err());
        assertTrue(captured.out().contains("70 images, 28 x 28 (height x width), grey"),
                captured.out());
        assertTrue(captured.out().contains("largest is 4.0 times the smallest"), captured.out());
        assertTrue(captured.out().replaceAll(" +", " ").contains("shirt 10 14.3 % tail"),
                captured.out());
        JsonNode json = JsonMapper.shared().readTree(run("inspect", "--json").out());
        assertEquals("head",
                json.get("parts").get(0).get("classes").get(2).get("group").asString());
    }

    @Test
    void aBalancedSetBecomesLongTailed() throws IOException {
        images = ImageFolder.write(directory.resolve("even"), 50, 50, 50);
        Captured captured = compare("--methods plain --seeds 1 --imbalance exponential:10");
        assertEquals(0, captured.code(), captured.err());
        JsonNode about = results().get("images");
        assertEquals(30, about.get("test").asInt());
        assertEquals(40, about.get("trainingCounts").get("coat").asInt());
        assertEquals(4, about.get("trainingCounts").get("trouser").asInt());
    }

    @Test
    void mistakesAreOneLine() {
        assertEquals(
                "--label is for tables, and --images was given; leave one out (see metabalance compare"
                        + " --help)",
                compare("--label y").error());
        assertTrue(compare("--methods smote").error().startsWith(
                "smote looks at the columns of a table, and is not for images"));
        assertTrue(run("compare", "--network lenet6").error().startsWith(
                "--network: no network for images is named 'lenet6'"));
        assertTrue(compare("--augment crop-flop").error().contains("did you mean 'flip'?"));
        assertTrue(compare("--imbalance exponential:x").error().contains("no number"));
        assertTrue(compare("--resize 32").error().contains("such as 32x32, got '32'"));
        images = directory.resolve("nowhere");
        assertTrue(compare("--seeds 1").error().endsWith("nowhere: no such file or folder"));
        assertTrue(
                Captured.run("compare", "--data", "x.csv", "--label", "y", "--augment", "none")
                        .error().startsWith("--augment is for images; give --images PATH"));
    }
}
