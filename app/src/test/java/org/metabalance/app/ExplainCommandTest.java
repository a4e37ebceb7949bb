package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metabalance.app.explorer.preset.Preset;

class ExplainCommandTest {
    @TempDir
    private Path folder;

    private Captured explain(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "explain";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "--out";
        all[arguments.length + 2] = folder.resolve("page.html").toString();
        return Captured.run(all);
    }

    @Test
    void aClassOfTheUsersIsExploredAndItsFirstNanNamed() throws IOException {
        Captured captured = explain("example.Slope");
        assertEquals(0, captured.code(), captured.err());
        assertTrue(captured.err().contains("the first NaN is made by #1 sqrt(w)"), captured.err());
        String page = Files.readString(folder.resolve("page.html"));
        assertTrue(page.contains("Slope.java:23"));
        assertTrue(page.contains("&lt;b&gt;roots &amp; slopes"));
        assertFalse(page.contains("total </script>"));
        assertTrue(page.contains("\"firstNan\":1"));
        assertTrue(page.contains("public static List&lt;Tensor&gt; record(Tape tape, Tensor w)"));
    }

    @Test
    void everyPresetIsInTheHelp() {
        String help = Captured.run("explain", "--help").out();
        for (Preset preset : Preset.values()) {
            assertTrue(help.contains(preset.label()), preset.label());
        }
    }

    @Test
    void mistakesAreSaid() {
        assertTrue(explain("nothing").error().contains(
                "explain: no preset and no class of that name: nothing (--class-path says"));
        assertTrue(explain("java.lang.String").error().contains(
                "must implement org.metabalance.engine.inspect.explore.Explorable"));
        assertTrue(explain("java.lang.Math").error().contains("must be public"));
        assertTrue(explain("mlp", "--inner-steps", "2").error().contains(
                "--inner-steps: 'mlp' has none; presets that have some: metabalance,"));
        assertTrue(explain("maml", "--inner-steps", "0").error().contains(
                "--inner-steps: must be 1 to 1000, got 0"));
        assertTrue(explain("mine.Own", "--class-path", folder.resolve("none").toString()).error()
                .contains("--class-path: no such file or folder: "));
        assertEquals(2, explain("nothing").code());
    }

    @Test
    void moreInnerStepsMakeALongerTape() {
        Captured one = explain("metabalance");
        Captured three = explain("metabalance", "--inner-steps", "3");
        assertEquals(0, three.code(), three.err());
        assertTrue(operations(three) > operations(one), three.err());
        assertTrue(three.err().contains("first order: "), three.err());
    }

    private static int operations(Captured captured) {
        String text = captured.err();
        int end = text.indexOf(" operations");
        return Integer.parseInt(
                text.substring(text.lastIndexOf(' ', end - 1) + 1, end).replace(",", ""));
    }

    /** Those of the course are what is drawn now; a tape too long for a page is drawn by its groups. */
    @Test
    void aTapeIsAPictureToo() throws IOException {
        for (String what : List.of("gradient", "gradient-of-a-gradient", "inner-step")) {
            Path picture = folder.resolve(what + ".svg");
            Captured captured = explain(what, "--picture", picture.toString());
            assertEquals(0, captured.code(), captured.err());
            assertEquals(
                    Files.readString(Path.of("../docs/course", what + ".svg")),
                    Files.readString(picture),
                    "make it again: ./metabalance explain " + what + " --picture docs/course/"
                            + what + ".svg");
        }
        Path long_ = folder.resolve("maml.svg");
        explain("maml", "--picture", long_.toString());
        assertTrue(Files.readString(long_).contains("inner step 2, 57 operations"));
        Path pixels = folder.resolve("gradient.png");
        explain("gradient", "--picture", pixels.toString());
        assertTrue(ImageIO.read(pixels.toFile()).getWidth() > 1000);
        assertTrue(explain("gradient", "--picture", "tape.gif").error().contains(
                "--picture: must end in .svg or .png, got tape.gif"));
    }
}
