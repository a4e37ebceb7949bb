package org.metabalance.app.option;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.ensemble.BalancedEnsemble;

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
            String base = BalancedEnsemble.Named.of(name.strip())
                    .map(BalancedEnsemble.Named::base).orElse(name.strip());
            if (!isOne(base, images) && isOne(base, all)) {
                throw new UserError(
                        base + " looks at the columns of a table, and is not for images;"
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

    /**
     * Returns those of {@code methods} that learn from rows on disk.
     *
     * @param named whether the user named them: otherwise the others are left out, and {@code notes} told
     * @throws UserError if one that is named looks at all rows at once
     */
    public static List<Method> forRowsOnDisk(
            List<Method> methods, boolean named, Consumer<String> notes) {
        List<Method> others = methods.stream().filter(Methods::needsRowsInMemory).toList();
        if (others.isEmpty()) {
            return methods;
        }
        String names = others.stream().map(Method::name).collect(Collectors.joining(", "));
        String reason = names + (others.size() == 1 ? " looks" : " look")
                + " at the features of all rows at once, and the table is larger than memory";
        if (named) {
            throw new UserError(reason + "; leave " + (others.size() == 1 ? "it" : "them")
                    + " out, or give more --memory");
        }
        notes.accept(reason + ": left out");
        return methods.stream().filter(method -> !others.contains(method)).toList();
    }

    /** Returns those of {@code names} that a method has, so that it can be found. */
    public static List<String> known(List<String> names, List<Method> methods) {
        return names.stream()
                .filter(name -> isOne(name, methods) || BalancedEnsemble.Named.of(name)
                        .filter(it -> isOne(it.base(), methods)).isPresent())
                .toList();
    }

    private static boolean isOne(String name, List<Method> methods) {
        return methods.stream().anyMatch(method -> method.name().equalsIgnoreCase(name));
    }

    /**
     * Returns the one of {@code methods} that is called {@code name}, as {@link #find(List, List)}, or an
     * ensemble of one: {@code easy-ensemble-of-focal}.
     */
    public static Method find(String name, List<Method> methods) {
        List<String> all = methods.stream().map(Method::name).toList();
        requireNoGraph(name, all);
        return methods.stream()
                .filter(method -> method.name().equalsIgnoreCase(name))
                .findFirst()
                .or(() -> BalancedEnsemble.Named.of(name)
                        .map(it -> ensemble(name, it, find(it.base(), methods))))
                .orElseThrow(
                        () -> new UserError(
                                Texts.format(
                                        "no method is named '%s'%s; the methods are: %s",
                                        name,
                                        Texts.didYouMean(name, all),
                                        String.join(", ", all))));
    }

    private static Method ensemble(String name, BalancedEnsemble.Named named, Method base) {
        if (base instanceof BalancedEnsemble) {
            throw new UserError(name + ": the members of an ensemble are no ensembles");
        }
        return named.with(base);
    }
}
