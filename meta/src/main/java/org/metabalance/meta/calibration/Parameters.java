package org.metabalance.meta.calibration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Numbers by name, in the order they are given.
 *
 * @param map the numbers; not copied
 */
record Parameters(Map<String, double[]> map) {
    Parameters {
        map = Collections.unmodifiableMap(map);
    }

    static Parameters of(String name, double... values) {
        return new Parameters(Map.of()).and(name, values);
    }

    Parameters and(String name, double... values) {
        Map<String, double[]> more = new LinkedHashMap<>(map);
        more.put(name, values);
        return new Parameters(more);
    }

    /** Returns the numbers of a name; throws if there is none. */
    double[] all(String kind, String name) {
        double[] values = map.get(name);
        if (values == null) {
            throw new IllegalArgumentException("%s: lacks '%s'".formatted(kind, name));
        }
        return values;
    }

    /** Returns the one number of a name; throws if there is none, or several. */
    double one(String kind, String name) {
        double[] values = all(kind, name);
        if (values.length != 1) {
            throw new IllegalArgumentException(
                    "%s: '%s' must be one number, got %d".formatted(kind, name, values.length));
        }
        return values[0];
    }
}
