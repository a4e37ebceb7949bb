package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** {@code few-shot} on made-up glyphs: twelve classes of bars, in three alphabets. */
class FewShotTest {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void draw() throws IOException {
        for (int c = 0; c < 12; c++) {
            Path of = Files.createDirectories(
                    folder.resolve("glyphs/alphabet" + c / 4 + "/glyph" + c));
            for (int i = 0; i < 6; i++) {
                BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
                for (int l = 0; l < 10; l++) {
                    image.setRGB(1 + c, 3 + l - i % 3, 0xFFFFFF);
                    image.setRGB(3 + l - i % 2, 2 + 11 * (c % 2) + i % 2, 0xFFFFFF);
                }
                ImageIO.write(image, "png", of.resolve(i + ".png").toFile());
            }
        }
    }

    private static Captured run(String... options) {
        String[] usual = {"few-shot", "--images", folder.resolve("glyphs").toString(), "--way",
            "2", "--shot", "2", "--query", "2", "--episodes", "6", "--test-episodes", "4",
            "--validation-episodes", "2", "--filters", "4"};
        String[] all = new String[usual.length + options.length];
        System.arraycopy(usual, 0, all, 0, usual.length);
        System.arraycopy(options, 0, all, usual.length, options.length);
        return Captured.run(all);
    }

    @Test
    void aTableAndAFile() throws IOException {
        Path out = folder.resolve("out");
        Captured done = run(
                "--rotations", "--learners", "protonet,fomaml", "--inner-steps", "1",
                "--imbalance", "balanced,random:1-3", "--strategy", "none,ros+", "--out",
                out.toString());
        assertEquals(0, done.code(), done::err);
        assertTrue(done.out().contains("fomaml, ros+"), done::out);
        JsonNode file = new ObjectMapper().readTree(out.resolve("few-shot.json").toFile());
        assertEquals(8, file.get("tests").size());
        JsonNode last = file.get("tests").get(7);
        assertEquals("random:1-3", last.get("imbalance").stringValue());
        assertTrue(last.get("accuracy").doubleValue() >= 0);
        assertTrue(last.get("accuracyBySupportSize").size() > 1, last::toString);
        assertTrue(Files.size(out.resolve("few-shot.svg")) > 0);
        Path again = folder.resolve("again");
        run(
                "--rotations", "--learners", "protonet,fomaml", "--inner-steps", "1",
                "--imbalance", "balanced,random:1-3", "--strategy", "none,ros+", "--threads",
                "1", "--out", again.toString());
        assertEquals(
                file.get("tests"),
                new ObjectMapper().readTree(again.resolve("few-shot.json").toFile())
                        .get("tests"),
                "threads");
    }

    @Test
    void whatIsWrongIsSaidInALine() {
        misused("--imbalance", "steep", "support sizes: must be balanced:5");
        misused("--learners", "protonets", "there is no learner 'protonets'");
        misused("--strategy", "smote", "there is no 'smote'");
        Captured few = Captured.run("few-shot", "--images", folder.resolve("glyphs").toString(),
                "--way", "2", "--query", "2", "--shot", "9");
        assertEquals(Cli.MISUSED, few.code(), few::err);
        assertTrue(few.err().contains("a class needs 11 examples"), few::err);
        misused("--split", "letters", "--split must be classes or folders");
        misused("--images", folder.resolve("none").toString(), "no such file or folder");
    }

    private static void misused(String option, String value, String message) {
        String[] options = {"few-shot", "--images", folder.resolve("glyphs").toString()};
        Captured wrong = option.equals("--images")
                ? Captured.run("few-shot", option, value)
                : Captured.run(options[0], options[1], options[2], option, value);
        assertEquals(Cli.MISUSED, wrong.code(), wrong::err);
        assertTrue(wrong.err().contains(message), wrong::err);
    }
}
