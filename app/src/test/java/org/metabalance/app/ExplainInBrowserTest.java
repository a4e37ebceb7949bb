package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The explorer as a browser shows it: Debian's Chromium, driven by Playwright; skipped where it is absent. */
class ExplainInBrowserTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final String AXE = """
            () => axe.run().then(found => found.violations.map(it =>
                it.id + ': ' + it.nodes.map(node => node.target.join(' ')).join(', ')))""";
    private static final String PICTURE = "() => new Promise(done => requestAnimationFrame(() =>"
            + " requestAnimationFrame(() => done(document.getElementById('canvas').toDataURL()))))";

    @TempDir
    private static Path directory;

    private static Playwright playwright;
    private static Browser browser;

    @BeforeAll
    static void open() {
        Assumptions.assumeTrue(
                Files.isExecutable(CHROMIUM),
                "there is no " + CHROMIUM + "; Debian's package is chromium");
        playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions()
                .setExecutablePath(CHROMIUM).setArgs(List.of("--no-sandbox")));
        for (String what : List.of("metabalance", "example.Slope")) {
            Captured captured = Captured.run(
                    "explain", what, "--out", directory.resolve(what + ".html").toString());
            assertEquals(0, captured.code(), captured.err());
        }
    }

    @AfterAll
    static void close() {
        if (playwright != null) {
            playwright.close();
        }
    }

    /** A page with all that the browser says of it and asks for. */
    private record Opened(Page page, List<String> said, List<String> requests)
            implements AutoCloseable {
        static Opened of(String what, ColorScheme scheme, int width) {
            Page page = browser.newPage(new Browser.NewPageOptions().setColorScheme(scheme)
                    .setReducedMotion(ReducedMotion.REDUCE).setViewportSize(width, 900));
            List<String> said = new ArrayList<>();
            List<String> requests = new ArrayList<>();
            page.onConsoleMessage(message -> said.add(message.text()));
            page.onPageError(said::add);
            page.onRequest(request -> requests.add(request.url()));
            page.navigate(directory.resolve(what + ".html").toUri().toString());
            return new Opened(page, said, requests);
        }

        String text(String selector) {
            return page.textContent(selector);
        }

        String picture() {
            return (String) page.evaluate(PICTURE);
        }

        void press(String key) {
            page.keyboard().press(key);
        }

        @Override
        public void close() {
            page.close();
        }
    }

    private static Opened step() {
        return Opened.of("metabalance", ColorScheme.LIGHT, 1280);
    }

    @Test
    void nothingIsComplainedOfAndNothingIsAskedForWhateverIsLookedAt() {
        for (String what : List.of("metabalance", "example.Slope")) {
            try (Opened opened = Opened.of(what, ColorScheme.LIGHT, 1280)) {
                for (Locator tab : opened.page().locator("[role=tab]").all()) {
                    tab.click();
                }
                opened.page().click("#open-all");
                opened.picture();
                assertEquals(List.of(), opened.said());
                assertEquals(
                        List.of(directory.resolve(what + ".html").toUri().toString()),
                        opened.requests());
                assertTrue(opened.text("#summary").contains("operations recorded"));
            }
        }
    }

    @Test
    void axeFindsNothingInLightAndDarkWideAndNarrow() throws IOException {
        String axe;
        try (InputStream script = ExplainInBrowserTest.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            int width = scheme == ColorScheme.DARK ? 375 : 1280;
            try (Opened opened = Opened.of("metabalance", scheme, width)) {
                opened.page().evaluate(axe);
                opened.page().focus("#canvas");
                opened.press("ArrowDown");
                for (Locator tab : opened.page().locator("[role=tab]").all()) {
                    tab.click();
                    assertEquals(List.of(), opened.page().evaluate(AXE),
                            scheme + " " + tab.textContent());
                    assertEquals(width, opened.page().evaluate(
                            "() => document.documentElement.scrollWidth"), tab.textContent());
                }
            }
        }
    }

    @Test
    void theKeyboardGoesAlongTheTapeAndAcrossIt() {
        try (Opened opened = step()) {
            opened.page().focus("#canvas");
            opened.press("ArrowDown");
            String first = opened.text("#operation h2");
            assertTrue(first.startsWith("#0 variable"), first);
            opened.press("ArrowRight");
            String user = opened.text("#operation h2");
            assertNotEquals(first, user);
            assertTrue(opened.text("#operation").contains("MetaBalanceStep.java:"));
            assertTrue(opened.text("#where").startsWith(user));
            opened.press("Escape");
            assertTrue(opened.text("#where").endsWith(", open"), opened.text("#where"));
            String open = opened.picture();
            opened.press("Enter");
            assertTrue(opened.text("#where").endsWith(", closed"), opened.text("#where"));
            assertNotEquals(open, opened.picture());
            opened.press("ArrowUp");
            assertTrue(opened.text("#operation h2").startsWith("#"));
            assertEquals(List.of(), opened.said());
        }
    }

    @Test
    void aClickShowsWhatIsThereAndALinkGoesOn() {
        try (Opened opened = step()) {
            Locator canvas = opened.page().locator("#canvas");
            double width = canvas.boundingBox().width;
            double height = canvas.boundingBox().height;
            for (int i = 1; i < 200 && !opened.text("#operation h2").startsWith("#"); i++) {
                canvas.click(new Locator.ClickOptions().setPosition(
                        width * (i % 20 + .5) / 20, height * (i / 20 + .5) / 10));
            }
            assertTrue(opened.text("#operation h2").startsWith("#"));
            opened.page().fill("#go", "30");
            opened.press("Enter");
            assertTrue(opened.text("#operation h2").startsWith("#30 "));
            Locator formula = opened.page().locator("#operation math").first();
            assertTrue(formula.boundingBox().height > 8);
            String before = opened.text("#operation h2");
            opened.page().locator("#operation dd .link").first().click();
            assertNotEquals(before, opened.text("#operation h2"));
            assertTrue(opened.page().locator("#operation figure svg").count()
                    + opened.page().locator("#operation .values").count() > 0);
        }
    }

    @Test
    void theSwitchFadesWhatFallsAwayAndSaysWhatChanges() {
        try (Opened opened = step()) {
            String exact = opened.picture();
            opened.page().focus("#fade");
            opened.press("Space");
            assertNotEquals(exact, opened.picture());
            String where = opened.text("#where");
            assertTrue(where.matches("First order: \\d+ operations fall away; the gradient turns"
                    + " by [0-9.]+° and is [0-9.]+ times as long\\."), where);
            opened.page().focus("#canvas");
            opened.press("f");
            assertFalse(opened.page().isChecked("#fade"));
            assertEquals(exact, opened.picture());
            opened.page().click("#tab-order");
            assertTrue(opened.text("#angle").endsWith("° apart"), opened.text("#angle"));
        }
    }

    @Test
    void arrowKeysStepThroughTheCompilersRules() {
        try (Opened opened = step()) {
            opened.page().click("#tab-compiler");
            assertEquals("what nothing needs is left out", opened.text("#rule-name"));
            opened.page().focus("#rewrite");
            opened.press("ArrowRight");
            assertNotEquals("what nothing needs is left out", opened.text("#rule-name"));
            assertTrue(opened.text("#rewrite-text").contains("step 1 of "));
            assertTrue(opened.text("#rewrite-text").contains(" → "));
            opened.press("End");
            String left = opened.text("#summary").replaceAll(".* ([0-9,]+) after .*", "$1");
            assertTrue(opened.text("#rewrite-text").contains(left + " left; "),
                    opened.text("#rewrite-text"));
            opened.press("ArrowLeft");
            assertEquals(List.of(), opened.said());
        }
    }

    @Test
    void arrowKeysReplayTheProgram() {
        try (Opened opened = step()) {
            opened.page().focus("#tab-compiler");
            opened.press("ArrowRight");
            assertEquals("true", opened.page().getAttribute("#tab-replay", "aria-selected"));
            assertTrue(opened.text("#instruction-name").startsWith("%0 "));
            String before = opened.picture();
            opened.page().focus("#instruction");
            opened.press("ArrowRight");
            assertTrue(opened.text("#instruction-name").startsWith("%1 "));
            for (int i = 0; i < 20; i++) {
                opened.press("ArrowRight");
            }
            assertNotEquals(before, opened.picture());
            assertTrue(opened.text("#memory").contains("Alive at 21: "));
            assertTrue(opened.page().locator("#memory svg rect").count() > 10);
            assertTrue(opened.text("#lanes").contains("By estimate one thread takes"));
            assertEquals(List.of(), opened.said());
        }
    }

    @Test
    void theFirstNanIsLinked() {
        try (Opened opened = Opened.of("example.Slope", ColorScheme.DARK, 1280)) {
            assertTrue(opened.page().isVisible("#trouble"));
            opened.page().locator("#trouble .link").click();
            assertTrue(opened.text("#operation h2").startsWith("#1 sqrt"));
            assertTrue(opened.text("#operation").contains("1 NaN"));
            assertEquals("<b>roots & slopes</b>", opened.text("h1"));
            assertEquals(0, opened.page().locator("#fade").count());
        }
    }
}
