package org.metabalance.meta.sampler.neighbour;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metabalance.engine.Rng;
import org.metabalance.meta.golden.Golden;
import tools.jackson.databind.JsonNode;

class NearestNeighboursTest {
    @Test
    void agreesWithScikitLearn() {
        for (JsonNode golden : Golden.cases("samplers/neighbours.json")) {
            double[] points = Golden.doubles(golden.get("points"));
            Neighbours neighbours = NearestNeighbours.among(points, golden.get("width").intValue())
                    .ofEach(golden.get("k").intValue());
            assertArrayEquals(Golden.ints(golden.get("indices")), neighbours.indices());
            assertArrayEquals(
                    Golden.doubles(golden.get("distances")), neighbours.distances(), 1e-9);
        }
    }

    /** Sizes around the block and the columns taken at once; a small grid, so that many tie. */
    @ParameterizedTest
    @CsvSource({"1,3,1", "5,1,4", "255,2,3", "256,3,5", "257,4,7", "513,5,1", "300,9,299"})
    void agreesWithSortingAllDistances(int rows, int width, int k) {
        Rng rng = Rng.of(rows);
        double[] points = new double[rows * width];
        Arrays.setAll(points, i -> rng.below(i, 4));
        NearestNeighbours search = NearestNeighbours.among(points, width);
        double[] queries = new double[7 * width];
        Arrays.setAll(queries, i -> rng.stream(1).below(i, 4));
        int most = Math.min(k, rows);
        Neighbours found = search.of(queries, most);
        for (int q = 0; q < 7; q++) {
            assertArrayEquals(
                    sorted(points, width, Arrays.copyOfRange(queries, q * width, (q + 1) * width),
                            -1, most),
                    Arrays.copyOfRange(found.indices(), q * most, (q + 1) * most));
        }
        if (rows > k) {
            Neighbours each = search.ofEach(k);
            assertEquals(rows, each.rows());
            for (int row = 0; row < rows; row++) {
                double[] point = Arrays.copyOfRange(points, row * width, (row + 1) * width);
                assertArrayEquals(
                        sorted(points, width, point, row, k),
                        Arrays.copyOfRange(each.indices(), row * k, (row + 1) * k));
            }
        }
    }

    private static int[] sorted(double[] points, int width, double[] query, int self, int k) {
        double[] squares = new double[points.length / width];
        for (int i = 0; i < points.length; i++) {
            double difference = points[i] - query[i % width];
            squares[i / width] += difference * difference;
        }
        return IntStream.range(0, squares.length)
                .filter(i -> i != self)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> squares[i]).thenComparing(i -> i))
                .limit(k)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    @Test
    void equalPointsAreNeighboursAtDistanceZero() {
        double[] points = {1, 2, 5, 5, 1, 2, 1, 2};
        Neighbours neighbours = NearestNeighbours.among(points, 2).ofEach(2);
        assertArrayEquals(new int[] {2, 3, 0, 2, 0, 3, 0, 2}, neighbours.indices());
        assertEquals(0, neighbours.distance(0, 0));
        assertEquals(5, neighbours.distance(1, 0));
        assertEquals(3, neighbours.index(0, 1));
    }

    @Test
    void refusesWhatDoesNotFit() {
        NearestNeighbours search = NearestNeighbours.among(new double[] {1, 2, 3}, 1);
        assertThrows(IllegalArgumentException.class, () -> search.ofEach(3));
        assertThrows(IllegalArgumentException.class, () -> search.ofEach(0));
        assertThrows(IllegalArgumentException.class, () -> search.of(new double[1], 4));
        assertThrows(
                IllegalArgumentException.class, () -> NearestNeighbours.among(new double[3], 2));
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> NearestNeighbours.among(new double[] {1, 2, 3, Double.NaN}, 2));
        assertEquals(
                "nearest neighbours: coordinates must be finite, got NaN at [1, 1]",
                e.getMessage());
    }
}
