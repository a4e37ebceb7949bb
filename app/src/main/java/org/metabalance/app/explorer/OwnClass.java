package org.metabalance.app.explorer;

import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.metabalance.app.console.UserError;
import org.metabalance.engine.inspect.explore.Explorable;

/** A class of the user's, by its name. */
public final class OwnClass {
    private OwnClass() {}

    /**
     * Returns an instance.
     *
     * @param classPath folders and jars where it is looked for first
     * @throws UserError if it is not there, or is nothing that can be explored
     */
    public static Explorable make(String name, List<Path> classPath) {
        ClassLoader own = OwnClass.class.getClassLoader();
        ClassLoader loader = classPath.isEmpty()
                ? own
                : new URLClassLoader(
                        classPath.stream().map(OwnClass::url).toArray(URL[]::new), own);
        try {
            Object made = loader.loadClass(name).getConstructor().newInstance();
            if (made instanceof Explorable explorable) {
                return explorable;
            }
            throw new UserError(
                    "explain: " + name + " must implement " + Explorable.class.getName());
        } catch (ClassNotFoundException e) {
            throw new UserError("explain: no preset and no class of that name: " + name
                    + " (--class-path says where your classes are)", e);
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
            throw new UserError("explain: " + name
                    + " must be public, with a public constructor without arguments", e);
        } catch (InvocationTargetException e) {
            throw new UserError("explain: the constructor of " + name + " failed: "
                    + e.getCause(), e);
        } catch (LinkageError e) {
            throw new UserError("explain: " + name + " cannot be loaded: " + e.getMessage(), e);
        }
    }

    private static URL url(Path path) {
        if (!Files.exists(path)) {
            throw new UserError("--class-path: no such file or folder: " + path);
        }
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UserError("--class-path: " + path + " cannot be read", e);
        }
    }
}
