package org.metabalance.meta.data.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * A categorical column: one feature per category, in the categories' alphabetical order, then {@code
 * (other)} for the rarer ones together, then {@code (missing)}.
 *
 * <p>A category not seen in training counts as other where there is such a feature; without one, and
 * where a value is missing that never was in training, all features are 0.
 *
 * @param name the column's name
 * @param categories the categories with a feature of their own
 * @param other whether there is a feature for the rest: there were rarer ones in training
 * @param missing whether there is a feature for missing values: there were some in training
 * @param embedded whether networks learn a vector for each
 */
public record CategoricalEncoder(
        String name, List<String> categories, boolean other, boolean missing, boolean embedded)
        implements ColumnEncoder {
    /** Copies the categories. */
    public CategoricalEncoder {
        categories = List.copyOf(categories);
    }

    /** Learns from the training part; empty if the column has nothing to tell. */
    static Optional<CategoricalEncoder> fit(Column.Categorical column, EncoderOptions options) {
        Map<String, Integer> counts = column.texts().counts();
        int missing = column.rows()
                - counts.values().stream().mapToInt(Integer::intValue).sum();
        // the sort is stable: equally frequent ones stay in alphabetical order
        List<String> frequent = counts.keySet().stream()
                .filter(category -> counts.get(category) >= options.minimumRows())
                .toList();
        boolean embedded = options.embeddedCategories() > 0
                && frequent.size() > options.maximumCategories();
        List<String> categories = frequent.stream()
                .sorted(Comparator.comparing(counts::get, Comparator.reverseOrder()))
                .limit(embedded
                        ? options.embeddedCategories()
                        : options.maximumCategories())
                .sorted()
                .toList();
        CategoricalEncoder encoder = new CategoricalEncoder(
                column.name(), categories, embedded || categories.size() < counts.size(),
                missing > 0,
                embedded);
        return encoder.featureNames().size() < 2 ? Optional.empty() : Optional.of(encoder);
    }

    @Override
    public List<String> featureNames() {
        List<String> names = new ArrayList<>();
        categories.forEach(category -> names.add(name + "=" + category));
        if (other) {
            names.add(name + "=(other)");
        }
        if (missing) {
            names.add(name + "=(missing)");
        }
        return names;
    }

    @Override
    public List<ColumnGroup> groups(int from) {
        int width = categories.size() + (other ? 1 : 0) + (missing ? 1 : 0);
        return List.of(new ColumnGroup(
                name, embedded ? ColumnGroup.Kind.EMBEDDED : ColumnGroup.Kind.ONE_HOT, from,
                width));
    }

    @Override
    public void encode(Table table, Column column, float[] features, int width, int from) {
        ToIntFunction<String> positions = positions();
        for (int row = 0; row < column.rows(); row++) {
            int position = positions.applyAsInt(column.text(row));
            if (position >= 0) {
                features[row * width + from + position] = 1;
            }
        }
    }

    /** Returns which feature is 1 for a category, null for a missing one; -1 where none is. */
    public ToIntFunction<String> positions() {
        Map<String, Integer> positions = new HashMap<>();
        for (String category : categories) {
            positions.put(category, positions.size());
        }
        int otherwise = other ? categories.size() : -1;
        int ifMissing = missing ? categories.size() + (other ? 1 : 0) : -1;
        return category -> category == null
                ? ifMissing
                : positions.getOrDefault(category, otherwise);
    }
}
