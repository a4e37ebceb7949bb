package org.metabalance.app.option;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.method.Method;
import picocli.CommandLine.Option;

/** Jars with methods and models of the user's own, found in them as services. */
public final class PluginOptions {
    @Option(
            names = "--plugin",
            split = ",",
            paramLabel = "JAR",
            description = "Jars with methods or models of your own: services of MethodProvider and"
                    + " ModelFamily.")
    private List<Path> jars = List.of();

    private ClassLoader loader;

    /** Returns the jars. */
    public List<Path> jars() {
        return List.copyOf(jars);
    }

    /** Returns where methods and models are looked for. */
    public ClassLoader loader() {
        if (loader == null) {
            ClassLoader own = PluginOptions.class.getClassLoader();
            loader = jars.isEmpty()
                    ? own
                    : new URLClassLoader(
                            jars.stream().map(PluginOptions::url).toArray(URL[]::new), own);
        }
        return loader;
    }

    /**
     * Returns all methods, the plugins' last.
     *
     * @throws UserError if a jar does not exist, or brings what cannot be used
     */
    public List<Method> methods() {
        try {
            return Methods.all(loader());
        } catch (ServiceConfigurationError | IllegalArgumentException | LinkageError e) {
            throw new UserError("--plugin: " + e.getMessage(), e);
        }
    }

    /** Returns all methods that learn from images, the plugins' last but for those of images alone. */
    public List<Method> imageMethods() {
        try {
            return Methods.forImages(loader());
        } catch (ServiceConfigurationError | IllegalArgumentException | LinkageError e) {
            throw new UserError("--plugin: " + e.getMessage(), e);
        }
    }

    private static URL url(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new UserError("--plugin: no such file: " + jar);
        }
        try (ZipFile _ = new ZipFile(jar.toFile())) {
            return jar.toUri().toURL();
        } catch (ZipException e) {
            throw new UserError("--plugin: " + jar + " is no jar: " + Texts.reason(e), e);
        } catch (IOException e) {
            throw new UserError("--plugin: " + jar + " cannot be read: " + Texts.reason(e), e);
        }
    }
}
