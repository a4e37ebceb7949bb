package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A user's own method, model, layer, operation, loss and solver, in a jar the command is told of. */
class PluginTest {
    /** How long the example may be. */
    private static final int LINES = 90;

    @TempDir
    private static Path folder;

    private static Path jar;

    @TempDir
    private Path directory;

    @BeforeAll
    static void makeTheJar() throws IOException {
        Path sources = Files.createDirectories(folder.resolve("sources"));
        List<String> arguments = new ArrayList<>();
        for (String name : List.of("Own.java", "module-info.java")) {
            try (InputStream text = PluginTest.class.getResourceAsStream("/plugin/" + name)) {
                Files.copy(text, sources.resolve(name));
            }
            arguments.add(sources.resolve(name).toString());
        }
        Path classes = folder.resolve("classes");
        // the library and what it requires, as modules: only what they export can be used
        String modules = Arrays.stream(System.getProperty("java.class.path")
                .split(File.pathSeparator))
                .filter(path -> path
                        .matches(".*(metabalance-|/(engine|nn|meta)/|libsvm|commons|jackson).*"))
                .filter(path -> !path.contains("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
        arguments.addAll(0, List.of("-d", classes.toString(), "--module-path", modules));
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int code = ToolProvider.getSystemJavaCompiler().run(
                null, null, errors, arguments.toArray(String[]::new));
        assertEquals(0, code, errors::toString);
        jar = folder.resolve("own.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                add(out, classes.relativize(file).toString(), Files.readAllBytes(file));
            }
            add(out, "META-INF/services/org.metabalance.meta.method.MethodProvider",
                    "own.Own\n".getBytes());
            add(out, "META-INF/services/org.metabalance.nn.ModelFamily",
                    "own.Own\n".getBytes());
        }
    }

    private static void add(JarOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new ZipEntry(name.replace(File.separatorChar, '/')));
        out.write(bytes);
        out.closeEntry();
    }

    @Test
    void theExampleIsShort() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("sources").resolve("Own.java"))) {
            assertTrue(lines.count() < LINES);
        }
    }

    @Test
    void itIsListedAndComparedBesideOurs() throws IOException {
        Captured listed = Captured.run("methods", "--plugin", jar.toString());
        assertTrue(listed.out().contains("own  "), listed.out());
        assertTrue(
                listed.out().lines().anyMatch(line -> line.startsWith("own ")
                        && line.endsWith("; tuned: rho, 0.5 to 5.0")),
                listed.out());
        assertTrue(listed.out().contains("; tuned: ratio, 0.05 to 1.0"), listed.out());
        Captured compared = Captured.run(
                "compare", "--data", Samples.binary(directory).toString(), "--label", "y",
                "--plugin", jar.toString(), "--methods", "own,plain", "--seeds", "2", "--epochs",
                "20");
        assertEquals(0, compared.code(), compared.err());
        assertTrue(compared.out().lines().anyMatch(line -> line.startsWith("own ")),
                compared.out());
    }

    /** What it declares is drawn beside what is drawn for all, and read back from results. */
    @Test
    void itsOwnParameterIsSearchedFor() throws IOException {
        Path out = directory.resolve("tuned");
        Captured compared = Captured.run(
                "compare", "--data", Samples.binary(directory).toString(), "--label", "y",
                "--plugin", jar.toString(), "--methods", "own", "--seeds", "1", "--epochs", "3",
                "--tune", "4", "--no-reference", "--out", out.toString());
        assertEquals(0, compared.code(), compared.err());
        JsonNode results = JsonMapper.shared()
                .readTree(Files.readString(out.resolve("results.json")));
        Set<Double> drawn = results.get("trials").valueStream()
                .map(trial -> trial.get("settings")).filter(settings -> settings.has("rho"))
                .map(settings -> settings.get("rho").asDouble()).collect(Collectors.toSet());
        assertEquals(3, drawn.size());
        assertTrue(drawn.stream().allMatch(rho -> rho >= .5 && rho <= 5), drawn::toString);
        Captured trained = Captured.run(
                "train", "--plugin", jar.toString(), "--from",
                out.resolve("results.json").toString(), "--out",
                directory.resolve("of-tuned").toString());
        assertEquals(0, trained.code(), trained.err());
    }

    @Test
    void everyMethodTrainsItsModel() throws IOException {
        Captured compared = Captured.run(
                "compare", "--data", Samples.binary(directory).toString(), "--label", "y",
                "--plugin", jar.toString(), "--network", "own", "--methods", "all", "--seeds", "1",
                "--epochs", "1");
        // the linear model of logistic is its own, and a model without a bias cannot be shifted
        assertEquals(Cli.FAILED, compared.code());
        assertEquals(
                Set.of("prior-correction", "bias-init"),
                compared.err().lines().filter(line -> line.contains("needs a model with a bias"))
                        .map(line -> line.contains("prior") ? "prior-correction" : "bias-init")
                        .collect(Collectors.toSet()),
                compared.err());
        Captured unknown = Captured.run(
                "compare", "--data", Samples.binary(directory).toString(), "--label", "y",
                "--network", "own", "--methods", "plain", "--seeds", "1");
        assertTrue(unknown.err().contains("no model family is named 'own'"), unknown.err());
    }

    @Test
    void itsModelIsAFileLikeAnyOther() throws IOException {
        String data = Samples.binary(directory).toString();
        String model = directory.resolve("model").toString();
        Captured trained = Captured.run(
                "train", "--data", data, "--label", "y", "--plugin", jar.toString(), "--method",
                "own", "--epochs", "20", "--out", model);
        assertEquals(0, trained.code(), trained.err());
        Path out = directory.resolve("out.csv");
        Captured predicted = Captured.run(
                "predict", "--model", model, "--data", data, "--plugin", jar.toString(), "--out",
                out.toString());
        assertEquals(0, predicted.code(), predicted.err());
        assertEquals(151, Files.readAllLines(out).size());
        Captured without = Captured.run(
                "predict", "--model", model, "--data", data, "--out", out.toString());
        assertEquals(Cli.MISUSED, without.code());
        assertTrue(without.err().contains("no model family is named 'own'"), without.err());
    }

    @Test
    void whatIsNoPluginIsTold() throws IOException {
        Captured absent = Captured.run("methods", "--plugin", "absent.jar");
        assertEquals(Cli.MISUSED, absent.code());
        assertEquals("--plugin: no such file: absent.jar", absent.error());
        Path broken = directory.resolve("broken.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(broken))) {
            add(out, "META-INF/services/org.metabalance.meta.method.MethodProvider",
                    "no.Such\n".getBytes());
        }
        Captured refused = Captured.run("methods", "--plugin", broken.toString());
        assertEquals(Cli.MISUSED, refused.code());
        assertTrue(refused.error().startsWith("--plugin: "), refused.err());
    }
}
