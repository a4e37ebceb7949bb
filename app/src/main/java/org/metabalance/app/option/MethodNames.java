package org.metabalance.app.option;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.method.Method;

/** From names on the command line to methods. */
public final class MethodNames {
    /** Stands for every method there is. */
    public static final String ALL = "all";

    private MethodNames() {}

    /**
     * Returns those of {@code all} methods that learn from images and are called {@code names}, as {@link
     * #find(List, List)}.
     *
     * @param all every method there is, those for tables alone too
     * @param images those that learn from images
     * @throws UserError if there is no such method, or it is for tables alone
     */
    public static List<Method> forImages(
            List<String> names, List<Method> all, List<Method> images) {
        if (names.isEmpty()) {
            return Methods.defaults().stream().filter(images::contains).toList();
        }
        for (String name : names) {
            boolean ofTables = images.stream()
                    .noneMatch(method -> method.name().equalsIgnoreCase(name.strip()))
                    && all.stream()
                            .anyMatch(method -> method.name().equalsIgnoreCase(name.strip()));
            if (ofTables) {
                throw new UserError(
                        name.strip() + " looks at the columns of a table, and is not for images;"
                                + " leave it out");
            }
        }
        return find(names, images);
    }

    /**
     * Returns those of {@code all} methods that are called {@code names}, each once; {@value #ALL}
     * stands for every method, and no name for the usual ones.
     *
     * @throws UserError if there is no such method; suggests the nearest
     */
    public static List<Method> find(List<String> names, List<Method> all) {
        if (names.isEmpty()) {
            return Methods.defaults();
        }
        Set<Method> methods = new LinkedHashSet<>();
        for (String name : names) {
            if (name.strip().equalsIgnoreCase(ALL)) {
                methods.addAll(all);
            } else {
                methods.add(find(name.strip(), all));
            }
        }
        return List.copyOf(methods);
    }

    private static void requireNoGraph(String name, List<String> all) {
        if (!all.contains(name) && Methods.ofGraphs().stream()
                .anyMatch(method -> method.name().equalsIgnoreCase(name))) {
            throw new UserError(
                    name + " looks at the edges of a graph, and here is none; leave it out");
        }
    }

    /** Returns the one of {@code methods} that is called {@code name}, as {@link #find(List, List)}. */
    public static Method find(String name, List<Method> methods) {
        List<String> all = methods.stream().map(Method::name).toList();
        requireNoGraph(name, all);
        return methods.stream()
                .filter(method -> method.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(
                        () -> new UserError(
                                Texts.format(
                                        "no method is named '%s'%s; the methods are: %s",
                                        name,
                                        Texts.didYouMean(name, all),
                                        String.join(", ", all))));
    }
}
