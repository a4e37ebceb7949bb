package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.WaitForSelectorState;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The documentation as a site, built of the texts as they are, served below some path: every link and anchor, and what
 * a browser shows. Skipped where the site's packages or Debian's Chromium are absent.
 */
class SiteInBrowserTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final String AXE = """
            () => axe.run().then(found => found.violations.map(it =>
                it.id + ': ' + it.nodes.map(node => node.target.join(' ')).join(', ')))""";

    /** The address is none that the generator was told. */
    private static final String BASE = "some/where/";

    private static final List<String> SHOWN = List.of(
            "index.html", "docs/course/02-tensors.html", "docs/results/collapse/collapse.html",
            "benchmarks/README.html", "app/src/test/resources/plugin/Own.java.html");

    @TempDir
    private static Path directory;

    private static Path site;
    private static HttpServer server;
    private static String address;
    private static Playwright playwright;
    private static Browser browser;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        Path packages = Path.of("../docs/site/node_modules");
        Assumptions.assumeTrue(
                Files.isDirectory(packages),
                "the site's packages are not installed; docs/site/build does it, with Node 20 and a network");
        Path api = Files.createDirectory(directory.resolve("javadoc"));
        Files.writeString(api.resolve("index.html"),
                "<!DOCTYPE html><html lang=en><title>Javadoc</title><h1>Javadoc</h1></html>");
        site = directory.resolve(BASE);
        Path said = directory.resolve("said");
        Process build = new ProcessBuilder("../docs/site/build", "--api", api.toString(), "--out",
                site.toString()).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        assertTrue(build.waitFor(10, TimeUnit.MINUTES));
        assertEquals(0, build.exitValue(), Files.readString(said));

        server = SimpleFileServer.createFileServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                directory.toAbsolutePath(), SimpleFileServer.OutputLevel.NONE);
        server.start();
        address = "http://localhost:" + server.getAddress().getPort() + "/" + BASE;
        if (Files.isExecutable(CHROMIUM)) {
            playwright = Playwright.create(new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            browser = playwright.chromium().launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM).setArgs(List.of("--no-sandbox")));
        }
    }

    @AfterAll
    static void close() {
        if (playwright != null) {
            playwright.close();
        }
        if (server != null) {
            server.stop(0);
        }
    }

    /** A page with all that the browser says of it and asks for. */
    private record Opened(Page page, List<String> said, List<String> requests)
            implements AutoCloseable {
        static Opened of(String what, ColorScheme scheme, int width) {
            Assumptions.assumeTrue(
                    browser != null, "there is no " + CHROMIUM + "; Debian's package is chromium");
            Page page = browser.newPage(new Browser.NewPageOptions().setColorScheme(scheme)
                    .setReducedMotion(ReducedMotion.REDUCE).setViewportSize(width, 900));
            List<String> said = new ArrayList<>();
            List<String> requests = new ArrayList<>();
            page.onConsoleMessage(message -> said.add(message.text()));
            page.onPageError(said::add);
            page.onRequest(request -> requests.add(request.url()));
            page.onResponse(response -> {
                if (response.status() >= 400) {
                    said.add(response.status() + " " + response.url());
                }
            });
            Opened opened = new Opened(page, said, requests);
            page.navigate(address + what);
            opened.settled();
            return opened;
        }

        /** The script has taken over what stood in the file. */
        void settled() {
            page.waitForFunction("() => document.querySelector('#app').__vue_app__ !== undefined");
        }

        void arrivedAt(String what) {
            page.waitForURL(address + what);
        }

        void quiet() {
            assertEquals(List.of(), said);
            assertEquals(List.of(), requests.stream()
                    .filter(it -> !it.startsWith(address) && !it.startsWith("data:")).toList());
        }

        @Override
        public void close() {
            page.close();
        }
    }

    private static Map<String, Document> pages() throws IOException {
        Map<String, Document> pages = new TreeMap<>();
        try (Stream<Path> files = Files.walk(site)) {
            // Nobody knows how deep the page that is not there would be: its links begin at the root.
            for (Path file : files.filter(it -> it.toString().endsWith(".html")
                    && !it.endsWith("404.html")).toList()) {
                pages.put(site.relativize(file).toString(), Jsoup.parse(file));
            }
        }
        return pages;
    }

    @Test
    void everyLinkAndEveryAnchorLeadsSomewhere() throws IOException {
        Map<String, Document> pages = pages();
        List<String> dead = new ArrayList<>();
        int links = 0;
        for (var page : pages.entrySet()) {
            URI from = URI.create("file:///" + BASE + page.getKey());
            for (Element element : page.getValue().select("[href], [src]")) {
                String link = element.hasAttr("href") ? element.attr("href") : element.attr("src");
                URI to = from.resolve(link);
                if (!"file".equals(to.getScheme())) {
                    continue;
                }
                links++;
                String path = to.getPath().substring(1);
                if (path.isEmpty() || path.endsWith("/")) {
                    path += "index.html";
                }
                Document target = path.startsWith(BASE)
                        ? pages.get(path.substring(BASE.length()))
                        : null;
                if (!path.startsWith(BASE) || !Files.isRegularFile(directory.resolve(path))
                        || to.getFragment() != null
                                && (target == null
                                        || target.getElementById(to.getFragment()) == null)) {
                    dead.add(page.getKey() + ": " + link);
                }
            }
        }
        assertEquals(List.of(), dead);
        assertTrue(links > 1000, "only " + links + " links were found");
    }

    @Test
    void everyTextIsAPageAndStandsInTheSidebar() throws IOException {
        TreeSet<String> texts = new TreeSet<>();
        Path home = Path.of("..").toRealPath();
        for (String folder : List.of("docs/course", "docs/results")) {
            try (Stream<Path> files = Files.walk(home.resolve(folder))) {
                files.forEach(file -> texts.add(home.relativize(file).toString()));
            }
        }
        for (String folder : List.of("", "docs", "benchmarks", "examples", "test-data")) {
            try (Stream<Path> files = Files.list(home.resolve(folder))) {
                files.forEach(file -> texts.add(home.relativize(file).toString()));
            }
        }
        texts.removeIf(it -> !it.endsWith(".md"));
        List<String> shown = pages().get("index.html").select("a").eachAttr("href");
        for (String text : texts) {
            assertTrue(Files.isRegularFile(site.resolve(text.replaceAll("md$", "html"))), text);
        }
        Document any = pages().get("README.html");
        assertEquals(texts.stream().map(it -> "./" + it.replaceAll("md$", "html")).toList(),
                any.select("#VPSidebarNav a").eachAttr("href").stream().sorted().distinct()
                        .toList());
        assertTrue(shown.contains("./api/index.html"), shown.toString());
    }

    @Test
    void figuresAndTablesOfTheStudiesAreShown() {
        try (Opened opened = Opened.of(
                "docs/results/longtail/longtail.html", ColorScheme.LIGHT, 1280)) {
            int figures = opened.page().locator(".vp-doc img").count();
            assertTrue(figures >= 8, figures + " figures");
            opened.page().waitForFunction("""
                    () => [...document.querySelectorAll('.vp-doc img')].every(it =>
                        it.scrollIntoView() || it.complete && it.naturalWidth > 0 && it.alt)""");
            assertTrue(opened.page().locator(".vp-doc table").count() > 5);
            opened.quiet();
        }
    }

    @Test
    void searchIsReachedByKeysAndFindsAPageInside() {
        try (Opened opened = Opened.of(
                "docs/course/02-tensors.html", ColorScheme.LIGHT, 1280)) {
            Page page = opened.page();
            page.keyboard().press("Control+k");
            page.waitForSelector("#localsearch-input");
            page.keyboard().type("conjugate gradients");
            page.waitForSelector(".VPLocalSearchBox .result[href*='07-implicit-gradients']");
            page.keyboard().press("Enter");
            page.waitForURL(url -> url.startsWith(address + "docs/"));
            page.waitForSelector(".VPLocalSearchBox", new Page.WaitForSelectorOptions()
                    .setState(WaitForSelectorState.DETACHED));
            page.waitForFunction(
                    "() => document.querySelector('main').textContent.includes('onjugate gradients')");
            opened.quiet();
        }
    }

    @Test
    void linksGoOnFromPageToPage() {
        try (Opened opened = Opened.of("index.html", ColorScheme.LIGHT, 1280)) {
            Page page = opened.page();
            page.click(".VPHero a:has-text('course')");
            opened.arrivedAt("docs/course/README.html");
            page.click(".vp-doc a:has-text('Compile and replay')");
            opened.arrivedAt("docs/course/04-compile-and-replay.html");
            page.click("#VPSidebarNav a:has-text('Getting started')");
            opened.arrivedAt("README.html");
            page.click(".vp-doc a:has-text('One file of')");
            opened.arrivedAt("app/src/test/resources/plugin/Own.java.html");
            page.click(".VPNavBarTitle a");
            opened.arrivedAt("");
            page.click(".VPNavBarMenu a:has-text('Javadoc')");
            opened.arrivedAt("api/index.html");
            opened.quiet();
        }
    }

    @Test
    void theKeyboardSkipsToTheTextAndChangesTheColours() {
        try (Opened opened = Opened.of("docs/results.html", ColorScheme.LIGHT, 1280)) {
            Page page = opened.page();
            page.keyboard().press("Tab");
            assertEquals("Skip to content",
                    page.evaluate("() => document.activeElement.textContent.trim()"));
            page.keyboard().press("Enter");
            assertEquals("VPContent", page.evaluate("() => document.activeElement.id"));
            page.focus(".VPNavBarAppearance button");
            page.keyboard().press("Enter");
            assertEquals(true, page.evaluate(
                    "() => document.documentElement.classList.contains('dark')"));
            opened.quiet();
        }
    }

    @Test
    void axeFindsNothingInLightAndDarkWideAndNarrow() throws IOException {
        String axe;
        try (InputStream script = SiteInBrowserTest.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<String> found = new ArrayList<>();
        for (String what : SHOWN) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                int width = scheme == ColorScheme.DARK ? 390 : 1280;
                try (Opened opened = Opened.of(what, scheme, width)) {
                    opened.page().evaluate(axe);
                    for (Object it : (List<?>) opened.page().evaluate(AXE)) {
                        found.add(what + " " + scheme + " " + it);
                    }
                    assertEquals(width, opened.page().evaluate(
                            "() => document.documentElement.scrollWidth"), what);
                    opened.quiet();
                }
            }
        }
        assertEquals(List.of(), found);
    }
}
