package org.metabalance.meta.data.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.meta.data.DataException;

/** The stored form of an {@link Encoder}: plain maps and lists, as JSON libraries know them. */
final class EncoderFormat {
    private static final String FORMAT = "metabalance-encoder";
    private static final int VERSION = 2;

    private EncoderFormat() {}

    static Map<String, Object> write(List<ColumnEncoder> encoders, List<Encoder.Dropped> dropped) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("format", FORMAT);
        map.put("version", VERSION);
        map.put("columns", encoders.stream().map(EncoderFormat::write).toList());
        map.put("dropped", dropped.stream().map(EncoderFormat::write).toList());
        return map;
    }

    private static Map<String, Object> write(ColumnEncoder encoder) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", encoder.name());
        switch (encoder) {
            case NumericEncoder(_, double mean, double scale, double median, boolean value, boolean indicator) -> {
                map.put("kind", "numeric");
                map.put("mean", mean);
                map.put("scale", scale);
                map.put("median", median);
                map.put("value", value);
                map.put("indicator", indicator);
            }
            case CategoricalEncoder(_, List<String> categories, boolean other, boolean missing, boolean embedded) -> {
                map.put("kind", "categorical");
                map.put("categories", categories);
                map.put("other", other);
                map.put("missing", missing);
                map.put("embedded", embedded);
            }
        }
        return map;
    }

    private static Map<String, Object> write(Encoder.Dropped dropped) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", dropped.column());
        map.put("reason", dropped.reason());
        return map;
    }

    static Encoder read(Map<String, ?> map) {
        if (!FORMAT.equals(map.get("format"))) {
            throw new DataException(
                    "encoder: 'format' must be '%s', got '%s'".formatted(FORMAT,
                            map.get("format")));
        }
        int version = (int) number(map, "version");
        if (version != VERSION) {
            throw new DataException(
                    "encoder: 'version' must be %d, got %d; it was written by another release"
                            .formatted(VERSION, version));
        }
        List<ColumnEncoder> encoders = new ArrayList<>();
        for (Object entry : list(map, "columns")) {
            encoders.add(column(object(entry, "columns")));
        }
        if (encoders.isEmpty()) {
            throw new DataException("encoder: 'columns' must not be empty");
        }
        List<Encoder.Dropped> dropped = new ArrayList<>();
        for (Object entry : list(map, "dropped")) {
            Map<?, ?> object = object(entry, "dropped");
            dropped.add(new Encoder.Dropped(text(object, "name"), text(object, "reason")));
        }
        return new Encoder(encoders, dropped);
    }

    private static ColumnEncoder column(Map<?, ?> map) {
        String name = text(map, "name");
        String kind = text(map, "kind");
        return switch (kind) {
            case "numeric" -> numeric(name, map);
            case "categorical" -> categorical(name, map);
            default ->
                    throw new DataException(
                            "encoder: column '%s' must be numeric or categorical, got '%s'"
                                    .formatted(name, kind));
        };
    }

    private static NumericEncoder numeric(String name, Map<?, ?> map) {
        double scale = number(map, "scale");
        boolean value = flag(map, "value");
        boolean indicator = flag(map, "indicator");
        if (!(scale > 0) || !(value || indicator)) {
            throw new DataException(
                    "encoder: column '%s' needs a scale above 0 and a feature, got scale %s, value %s, indicator %s"
                            .formatted(name, scale, value, indicator));
        }
        return new NumericEncoder(
                name, number(map, "mean"), scale, number(map, "median"), value, indicator);
    }

    private static CategoricalEncoder categorical(String name, Map<?, ?> map) {
        List<String> categories = new ArrayList<>();
        for (Object category : list(map, "categories")) {
            if (!(category instanceof String text)) {
                throw wrong("categories", "texts", category);
            }
            categories.add(text);
        }
        CategoricalEncoder encoder = new CategoricalEncoder(name, categories, flag(map, "other"),
                flag(map, "missing"), flag(map, "embedded"));
        if (encoder.featureNames().isEmpty()) {
            throw new DataException("encoder: column '%s' has no categories".formatted(name));
        }
        return encoder;
    }

    private static List<?> list(Map<?, ?> map, String key) {
        return map.get(key) instanceof List<?> list ? list : fail(key, "a list", map);
    }

    private static Map<?, ?> object(Object entry, String key) {
        if (entry instanceof Map<?, ?> map) {
            return map;
        }
        throw wrong(key, "objects", entry);
    }

    private static String text(Map<?, ?> map, String key) {
        return map.get(key) instanceof String text ? text : fail(key, "a text", map);
    }

    private static boolean flag(Map<?, ?> map, String key) {
        return map.get(key) instanceof Boolean flag ? flag : fail(key, "true or false", map);
    }

    private static double number(Map<?, ?> map, String key) {
        return map.get(key) instanceof Number number && Double.isFinite(number.doubleValue())
                ? number.doubleValue()
                : fail(key, "a finite number", map);
    }

    private static <T> T fail(String key, String expected, Map<?, ?> map) {
        throw wrong(key, expected, map.get(key));
    }

    private static DataException wrong(String key, String expected, Object got) {
        return new DataException(
                "encoder: '%s' must be %s, got %s".formatted(key, expected, got));
    }
}
