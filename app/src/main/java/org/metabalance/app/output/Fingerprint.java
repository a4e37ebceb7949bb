package org.metabalance.app.output;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.metabalance.scoring.folder.Digest;

/**
 * All that a result depends on, by name: results of equal fingerprints are the same result, and need
 * not be computed again.
 *
 * @param settings texts by name, in alphabetical order
 */
public record Fingerprint(Map<String, String> settings) {
    /** Depends on nothing. */
    public static final Fingerprint EMPTY = new Fingerprint(Map.of());

    /** Copies the settings. */
    public Fingerprint {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /** Returns this one with a setting more, or another value of it. */
    public Fingerprint with(String name, Object value) {
        Map<String, String> more = new TreeMap<>(settings);
        more.put(name, String.valueOf(value));
        return new Fingerprint(more);
    }

    /** Returns its checksum, which tells it from all others: 64 hexadecimal digits. */
    public String key() {
        StringBuilder text = new StringBuilder();
        // with their lengths: no value can be mistaken for two
        settings.forEach((name, value) -> text.append(name.length()).append(':').append(name)
                .append(value.length()).append(':').append(value));
        return Digest.of(text.toString());
    }

    /** Returns the names of the settings that are not the same in {@code other}. */
    public List<String> differences(Fingerprint other) {
        Set<String> names = new LinkedHashSet<>(settings.keySet());
        names.addAll(other.settings.keySet());
        List<String> different = new ArrayList<>(names);
        different.removeIf(
                name -> Objects.equals(settings.get(name), other.settings.get(name)));
        return different;
    }
}
