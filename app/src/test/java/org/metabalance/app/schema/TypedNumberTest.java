package org.metabalance.app.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Rng;

class TypedNumberTest {
    @Test
    void numbersAreWrittenAsTheEngineWritesThem() throws SQLException {
        Rng rng = Rng.of(1);
        double[] numbers = DoubleStream.concat(
                DoubleStream.of(0, -0.0, 1, -5, 0.1, 100, 1e15, 1e16, 123456789012345680.0, 1e17,
                        1e22, 1e100, 1e-3, 1e-4, 1.5e-4, 1e-5, 9.999e-5, 1.5e-10, 1e-300,
                        Double.MAX_VALUE, 1e7, 12345678.9, 0.1f, 1e9 + .5, 9007199254740993.0,
                        Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY),
                IntStream.range(0, 3000).mapToDouble(
                        i -> rng.normal(i) * StrictMath.pow(10, i % 60 - 30)))
                .toArray();
        try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
                PreparedStatement text = engine
                        .prepareStatement("SELECT CAST(CAST(? AS DOUBLE) AS VARCHAR)")) {
            for (double number : numbers) {
                text.setDouble(1, number);
                try (ResultSet result = text.executeQuery()) {
                    result.next();
                    assertEquals(result.getString(1), TypedNumber.text(number, false));
                }
            }
        }
    }

    @Test
    void aSchemaIsTheSameFromNumbersAndFromTheirTexts() {
        Rng rng = Rng.of(2);
        List<IntToDoubleFunction> columns = List.of(
                i -> rng.normal(i), i -> i, i -> i % 3, i -> 7, i -> i * 1000.5,
                i -> rng.below(i, 3000), i -> i % 2500 + 1);
        for (boolean whole : new boolean[] {false, true}) {
            List<String> names = new ArrayList<>();
            columns.forEach(_ -> names.add("c" + names.size()));
            SchemaBuilder texts = new SchemaBuilder(names, unreadable(names));
            SchemaBuilder numbers = new SchemaBuilder(names, unreadable(names));
            for (int i = 0; i < 5000; i++) {
                for (int c = 0; c < names.size(); c++) {
                    double value = columns.get(c).applyAsDouble(i);
                    value = whole ? Math.rint(value) : value;
                    texts.add(c, TypedNumber.text(value, whole));
                    numbers.add(c, value, whole);
                }
            }
            assertEquals(
                    texts.decide("c2", null, false), numbers.decide("c2", null, false));
        }
    }

    private static List<String> unreadable(List<String> names) {
        List<String> unreadable = new ArrayList<>();
        names.forEach(_ -> unreadable.add(null));
        return unreadable;
    }
}
