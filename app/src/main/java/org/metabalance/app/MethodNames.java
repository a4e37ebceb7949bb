package org.metabalance.app;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Methods;

/** From names on the command line to methods. */
final class MethodNames {
    private MethodNames() {}

    /**
     * Returns the methods called {@code names}, each once; all methods if there are no names.
     *
     * @throws UserError if there is no such method; suggests the nearest
     */
    static List<Method> find(List<String> names) {
        if (names.isEmpty()) {
            return Methods.all();
        }
        List<Method> methods = new ArrayList<>();
        new LinkedHashSet<>(names).forEach(name -> methods.add(find(name.strip())));
        return methods;
    }

    /** Returns the method called {@code name}, as {@link #find(List)}. */
    static Method find(String name) {
        List<String> all = Methods.all().stream().map(Method::name).toList();
        return Methods.all().stream()
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
