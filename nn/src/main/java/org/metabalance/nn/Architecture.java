package org.metabalance.nn;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a {@link Model} is made of, as plain data: texts by name, as a model file has them.
 *
 * @param family the name of the {@link ModelFamily} that builds it
 * @param settings everything the family wants to know
 */
public record Architecture(String family, Map<String, String> settings) {
    private static final String FAMILY = "model";
    private static final String SETTING = "model.";

    /** Copies the settings. */
    public Architecture {
        settings = Map.copyOf(settings);
    }

    /** Returns a setting written as {@code 64,32}: whole numbers, none for an empty text. */
    public static String text(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /**
     * Returns a setting that is a whole number.
     *
     * @throws IllegalArgumentException if it is missing or something else
     */
    public int integer(String name) {
        List<Integer> numbers = integers(name);
        if (numbers.size() != 1) {
            throw wrong(name, "a whole number");
        }
        return numbers.getFirst();
    }

    /**
     * Returns a setting that lists whole numbers, as {@link #text} writes them.
     *
     * @throws IllegalArgumentException if it is missing or something else
     */
    public List<Integer> integers(String name) {
        String text = settings.get(name);
        if (text == null) {
            throw wrong(name, "whole numbers");
        }
        try {
            return text.isEmpty()
                    ? List.of()
                    : Arrays.stream(text.split(",", -1)).map(Integer::valueOf).toList();
        } catch (NumberFormatException e) {
            throw wrong(name, "whole numbers");
        }
    }

    /**
     * Returns a setting that is the name of a constant.
     *
     * @throws IllegalArgumentException if it is missing or something else
     */
    public <E extends Enum<E>> E constant(String name, Class<E> type) {
        String text = settings.get(name);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        throw wrong(name, "one of " + Arrays.toString(type.getEnumConstants()));
    }

    private IllegalArgumentException wrong(String name, String wanted) {
        return new IllegalArgumentException(
                "model '%s': setting '%s' must be %s, got %s"
                        .formatted(family, name, wanted, settings.get(name)));
    }

    /** Returns this as metadata of a model file. */
    public Map<String, String> toMetadata() {
        Map<String, String> metadata = new TreeMap<>();
        metadata.put(FAMILY, family);
        settings.forEach((name, value) -> metadata.put(SETTING + name, value));
        return metadata;
    }

    /**
     * Returns the architecture that {@link #toMetadata} wrote, whatever else stands beside it.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Architecture ofMetadata(Map<String, String> metadata) {
        String family = metadata.get(FAMILY);
        if (family == null) {
            throw new IllegalArgumentException("its metadata names no model");
        }
        Map<String, String> settings = new TreeMap<>();
        metadata.forEach((name, value) -> {
            if (name.startsWith(SETTING)) {
                settings.put(name.substring(SETTING.length()), value);
            }
        });
        return new Architecture(family, settings);
    }
}
