package org.metabalance.nn;

import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import java.util.TreeSet;

/**
 * Builds models of one kind from their {@link Architecture}. A family that is registered as a service
 * is found by its name when a model file is read, so a user's own models are files like any other.
 */
public interface ModelFamily {
    /** Returns the name, as in {@link Architecture#family}. */
    String name();

    /**
     * Returns the model.
     *
     * @throws IllegalArgumentException if the settings do not make one
     */
    Model model(Architecture architecture);

    /**
     * Returns the model, for families whose models are made of others.
     *
     * @param loader where the families of those are looked for
     * @throws IllegalArgumentException if the settings do not make one
     */
    default Model model(Architecture architecture, ClassLoader loader) {
        return model(architecture);
    }

    /**
     * Returns the model of an architecture.
     *
     * @param loader where families are looked for
     * @throws IllegalArgumentException if no family of that name is found, or it refuses
     */
    static Model build(Architecture architecture, ClassLoader loader) {
        return named(architecture.family(), loader).model(architecture, loader);
    }

    /**
     * Returns the family of that name.
     *
     * @param loader where families are looked for
     * @throws IllegalArgumentException if none is found
     */
    static ModelFamily named(String name, ClassLoader loader) {
        List<ModelFamily> families = families(loader);
        for (ModelFamily family : families) {
            if (family.name().equals(name)) {
                return family;
            }
        }
        TreeSet<String> known = new TreeSet<>(families.stream().map(ModelFamily::name).toList());
        throw new IllegalArgumentException(
                "no model family is named '%s', there are: %s"
                        .formatted(name, String.join(", ", known)));
    }

    private static List<ModelFamily> families(ClassLoader loader) {
        try {
            return ServiceLoader.load(ModelFamily.class, loader).stream().map(Provider::get)
                    .toList();
        } catch (ServiceConfigurationError e) {
            throw new IllegalArgumentException(
                    "a model family cannot be loaded: " + e.getMessage(), e);
        }
    }
}
