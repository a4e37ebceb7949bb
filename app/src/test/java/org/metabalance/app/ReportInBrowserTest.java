package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports as a browser shows them: Debian's Chromium, driven by Playwright; skipped where it is absent. */
class ReportInBrowserTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final String AXE = """
            () => axe.run().then(found => found.violations.map(it =>
                it.id + ': ' + it.nodes.map(node => node.target.join(' ')).join(', ')))""";

    /** Studies whose results stand in the documents: of tables and of images. */
    private static final List<String> STUDIES = List.of("tabular", "longtail");

    /** Everything that a page is made of. */
    private static final List<String> PAGES = Stream.concat(
            Stream.of("two", "three", "tuned", "model", "of-images"), STUDIES.stream()).toList();

    @TempDir
    private static Path directory;

    private static Playwright playwright;
    private static Browser browser;

    @BeforeAll
    static void open() throws IOException {
        Assumptions.assumeTrue(
                Files.isExecutable(CHROMIUM),
                "there is no " + CHROMIUM + "; Debian's package is chromium");
        playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions()
                .setExecutablePath(CHROMIUM).setArgs(List.of("--no-sandbox")));
        compare(Samples.binary(directory), "y", "two");
        compare(Samples.three(directory), "kind", "three");
        compare(
                Samples.binary(directory), "y", "tuned", "--methods", "egl,easy-ensemble",
                "--tune", "3");
        run("train", "--data", Samples.binary(directory).toString(), "--label", "y", "--method",
                "egl", "--epochs", "3", "--hidden", "4", "--out",
                directory.resolve("model").toString());
        Path images = ImageFolder.write(directory.resolve("images"), 40, 20, 10);
        run("compare", "--images", images.toString(), "--methods", "plain,oversampling", "--seeds",
                "2", "--epochs", "1", "--out", directory.resolve("of-images").toString());
        for (String study : STUDIES) {
            Path folder = Files.createDirectory(directory.resolve(study));
            try (Stream<Path> files = Files.list(Path.of("../docs/results").resolve(study))) {
                for (Path file : files.toList()) {
                    Files.copy(file, folder.resolve(file.getFileName()));
                }
            }
            run("report", folder.toString());
        }
    }

    @AfterAll
    static void close() {
        if (playwright != null) {
            playwright.close();
        }
    }

    private static void compare(Path data, String label, String out, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "compare", "--data", data.toString(), "--label", label, "--seeds", "2", "--epochs",
                "3", "--hidden", "4", "--no-reference", "--out",
                directory.resolve(out).toString()));
        arguments.addAll(more.length > 0
                ? List.of(more)
                : List.of("--methods", "plain,metabalance"));
        run(arguments.toArray(String[]::new));
    }

    private static void run(String... arguments) {
        Captured captured = Captured.run(arguments);
        assertEquals(0, captured.code(), captured.err());
        assertTrue(captured.err().contains("report in "), captured.err());
    }

    /** A page with all that the browser says of it and asks for. */
    private record Opened(Page page, List<String> said, List<String> requests)
            implements AutoCloseable {
        static Opened of(Path file, ColorScheme scheme, int width) {
            Page page = browser.newPage(new Browser.NewPageOptions()
                    .setColorScheme(scheme).setViewportSize(width, 900));
            List<String> said = new ArrayList<>();
            List<String> requests = new ArrayList<>();
            page.onConsoleMessage(message -> said.add(message.text()));
            page.onPageError(said::add);
            page.onRequest(request -> requests.add(request.url()));
            page.navigate(file.toUri().toString());
            return new Opened(page, said, requests);
        }

        String text(String selector) {
            return page.textContent(selector);
        }

        @Override
        public void close() {
            page.close();
        }
    }

    private static Opened two() {
        return Opened.of(directory.resolve("two/report.html"), ColorScheme.LIGHT, 1280);
    }

    @Test
    void nothingIsComplainedOfAndNothingIsAskedFor() {
        for (String folder : PAGES) {
            Path file = directory.resolve(folder).resolve("report.html");
            try (Opened opened = Opened.of(file, ColorScheme.LIGHT, 1280)) {
                assertEquals(List.of(), opened.said(), folder);
                assertEquals(file.toUri().toString(), opened.requests().getFirst());
                assertTrue(
                        opened.requests().stream().skip(1)
                                .allMatch(url -> url.startsWith("data:image/svg+xml;base64,")),
                        opened.requests().toString());
                assertFalse(opened.text("h1").isBlank());
                assertTrue(
                        opened.page().locator(
                                STUDIES.contains(folder) ? "img" : "figure svg").count() > 1,
                        folder);
            }
        }
    }

    @Test
    void axeFindsNothingInLightAndDarkWideAndNarrow() throws IOException {
        String axe;
        try (InputStream script = ReportInBrowserTest.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (String folder : scheme == ColorScheme.DARK ? PAGES : List.of("two", "longtail")) {
                try (Opened opened = Opened.of(
                        directory.resolve(folder).resolve("report.html"), scheme,
                        scheme == ColorScheme.DARK ? 375 : 1280)) {
                    opened.page().evaluate("() => document.querySelectorAll('details')"
                            + ".forEach(details => { details.open = true; })");
                    opened.page().evaluate(axe);
                    assertEquals(List.of(), opened.page().evaluate(AXE), scheme + " " + folder);
                }
            }
        }
    }

    @Test
    void theSliderMovesByKeyboardAndByMouse() {
        try (Opened opened = two()) {
            String before = opened.text("#decision");
            opened.page().focus("#slider");
            opened.page().keyboard().press("End");
            String none = opened.text("#decision");
            assertNotEquals(before, none);
            assertTrue(none.contains(" 0.0 alerts per 1,000 rows"), none);
            opened.page().keyboard().press("Home");
            assertTrue(opened.text("#decision").contains("1,000.0 alerts per 1,000 rows"),
                    opened.text("#decision"));
            assertTrue(opened.text("#decision").contains("recall 1.000"));
            opened.page().locator("#slider").click();
            String middle = opened.text("#decision");
            assertFalse(middle.contains("1,000.0 alerts"), middle);
            assertEquals(List.of(), opened.said());
        }
    }

    /** A fifth of the rows is positive: flagging none costs 200 misses of 1,000, flagging all 800 alarms. */
    @Test
    void costsAreComputedAnew() {
        try (Opened opened = two()) {
            opened.page().fill("#cost-fn", "7");
            opened.page().fill("#cost-fp", "3");
            String costs = opened.text("#costs");
            assertTrue(costs.contains("flag none1,400.0"), costs);
            assertTrue(costs.contains("flag all2,400.0"), costs);
            opened.page().focus("#slider");
            opened.page().keyboard().press("End");
            assertTrue(opened.text("#decision").contains("cost 1,400.0 per 1,000 rows"),
                    opened.text("#decision"));
            opened.page().focus("#cheapest");
            opened.page().keyboard().press("Enter");
            assertFalse(opened.text("#decision").contains("cost 1,400.0"),
                    opened.text("#decision"));
            opened.page().fill("#exact", "0");
            assertTrue(opened.text("#decision").contains("cost 2,400.0 per 1,000 rows"),
                    opened.text("#decision"));
        }
    }

    @Test
    void anotherMethodAndItsNumbersAsCsv() throws IOException {
        try (Opened opened = two()) {
            String first = opened.text("[data-chart=learning] figcaption");
            opened.page().selectOption("#method",
                    first.contains("plain") ? "metabalance" : "plain");
            assertNotEquals(first, opened.text("[data-chart=learning] figcaption"));
            opened.page().locator("[data-chart=learning] summary").first().click();
            Download saved = opened.page().waitForDownload(
                    () -> opened.page().locator("[data-chart=learning] .csv").first().click());
            assertEquals("learning curves.csv", saved.suggestedFilename());
            List<String> lines = Files.readAllLines(saved.path());
            assertEquals(7, lines.size(), lines.toString()); // a title, and 3 epochs of 2 seeds
            assertTrue(lines.getFirst().startsWith("seed,epoch,kept,validation AP"),
                    lines.getFirst());
        }
    }

    @Test
    void aPhoneNeedsNoScrollingSideways() {
        for (String folder : PAGES) {
            try (Opened opened = Opened.of(
                    directory.resolve(folder).resolve("report.html"), ColorScheme.DARK, 375)) {
                assertEquals(
                        375, opened.page().evaluate("() => document.documentElement.scrollWidth"),
                        folder);
            }
        }
    }

    /** Learned points after some epochs, and what tuning chose, with their numbers. */
    @Test
    void learnedPointsAndSettingsAreShown() throws IOException {
        try (Opened opened = Opened.of(
                directory.resolve("tuned/report.html"), ColorScheme.LIGHT, 1280)) {
            opened.page().selectOption("#method", "egl");
            assertTrue(opened.page().locator("[data-chart=balancing] .panel svg").count() >= 3);
            assertEquals(1, opened.page().locator(".panel.kept").count());
            assertEquals(4, opened.page().locator("#tuning-table tbody tr").count());
            Download saved = opened.page().waitForDownload(
                    () -> opened.page().click("button[aria-label='Save tuning as CSV']"));
            List<String> lines = Files.readAllLines(saved.path());
            assertEquals("Method,Seed,Trials,Budgets,Validation AP,Settings", lines.getFirst());
            assertEquals(5, lines.size());
            opened.page().selectOption("#method", "easy-ensemble");
            assertTrue(opened.text("[data-chart=learning]").contains("member "));
        }
    }

    /** On paper there is nothing that moves, and no colour of a dark screen. */
    @Test
    void onPaperNothingMoves() {
        for (String folder : PAGES) {
            try (Opened opened = Opened.of(
                    directory.resolve(folder).resolve("report.html"), ColorScheme.DARK, 1280)) {
                opened.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
                assertEquals(
                        "rgb(255, 255, 255)",
                        opened.page().evaluate(
                                "() => getComputedStyle(document.body).backgroundColor"));
                assertEquals(0, opened.page().locator("input:visible, button:visible").count());
            }
        }
    }

    /** A study's text as a page, its figure inside; HTML in the text is text. */
    @Test
    void aStudyIsAPageToo() throws IOException {
        Path study = Files.createDirectory(directory.resolve("study"));
        Files.writeString(
                study.resolve("squares.json"),
                "{\"format\": \"metabalance-study\", \"study\": \"squares\"}");
        Files.writeString(study.resolve("squares.md"), """
                # Study: squares

                | x | y |
                |---|--:|
                | 1 | <b>1</b> |

                ![A square.](squares.svg)

                ![Elsewhere.](../two/report.html)
                """);
        Files.writeString(study.resolve("squares.svg"),
                "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'/>");
        Captured captured = Captured.run("report", study.toString());
        assertEquals(0, captured.code(), captured.err());
        try (Opened opened = Opened.of(study.resolve("report.html"), ColorScheme.DARK, 375)) {
            assertEquals(List.of(), opened.said());
            assertEquals("Study: squares", opened.text("h1"));
            assertEquals("<b>1</b>", opened.text("td + td"));
            assertEquals(40, opened.page().evaluate(
                    "() => document.querySelector('img').naturalWidth"));
            assertTrue(opened.requests().stream().skip(1).allMatch(url -> url.startsWith("data:")),
                    opened.requests().toString());
        }
        Captured nothing = Captured.run("report", directory.resolve("study/none").toString());
        assertEquals(2, nothing.code());
        assertTrue(nothing.error().contains("is no folder"), nothing.err());
        Path empty = Files.createDirectory(directory.resolve("empty"));
        assertTrue(Captured.run("report", empty.toString()).error()
                .contains("holds nothing to report on"));
    }

    @Test
    void theSameFileIsWrittenAgain() throws IOException {
        Path file = directory.resolve("two/report.html");
        byte[] before = Files.readAllBytes(file);
        Files.delete(file);
        Captured captured = Captured.run("report", directory.resolve("two").toString());
        assertEquals(0, captured.code(), captured.err());
        assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(file)));
    }
}
