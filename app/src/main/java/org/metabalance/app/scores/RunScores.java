package org.metabalance.app.scores;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.metabalance.engine.NdArray;
import org.metabalance.meta.data.table.StoredRows;
import org.metabalance.nn.format.Safetensors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is kept of a run. Its file has the tensors {@code validation.scores}, {@code validation.labels}, {@code
 * test.scores} and {@code test.labels}, all F32; scores are the probability of class 1 with two classes,
 * {@code [rows]}, and of every class with more, {@code [rows, classes]}. The metadata has method, seed, the
 * key of the run in {@code results.json}, and the details as JSON.
 *
 * @param method by name
 * @param seed of split and training
 * @param key of the run; what has another key is of another run
 * @param validation the rows selected and tuned on
 * @param test the rows measured on; null where there are none, as in a training without a test part
 * @param details see {@link RunDetails}
 */
public record RunScores(
        String method, int seed, String key, Part validation, Part test, ObjectNode details) {
    /** The most rows of a part that are kept: what a page shows of more is of so many, evenly spaced. */
    public static final int MOST_ROWS = 1 << 20;

    static final String FORMAT = "metabalance-scores";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * Rows with their scores.
     *
     * @param scores {@code [rows]} or {@code [rows, classes]} in row-major order; not copied
     * @param labels the class of every row; not copied
     */
    public record Part(float[] scores, int[] labels) {
        /** Returns the part of {@code [rows, classes]} probabilities; of very many rows some, evenly spaced. */
        static Part of(double[][] probabilities, int[] labels) {
            if (labels.length > MOST_ROWS) {
                int[] some = StoredRows.spaced(labels.length, MOST_ROWS);
                return of(
                        Arrays.stream(some).mapToObj(i -> probabilities[i])
                                .toArray(double[][]::new),
                        Arrays.stream(some).map(i -> labels[i]).toArray());
            }
            int classes = probabilities.length == 0 ? 2 : probabilities[0].length;
            if (classes == 2) {
                float[] scores = new float[labels.length];
                for (int i = 0; i < scores.length; i++) {
                    scores[i] = (float) probabilities[i][1];
                }
                return new Part(scores, labels);
            }
            float[] scores = new float[labels.length * classes];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = (float) probabilities[i / classes][i % classes];
            }
            return new Part(scores, labels);
        }

        /** Returns whether there is one score a row: that of class 1 of two. */
        public boolean binary() {
            return scores.length == labels.length;
        }
    }

    /** Returns rows with their {@code [rows, classes]} probabilities. */
    public static Part part(double[][] probabilities, int[] labels) {
        return Part.of(probabilities, labels);
    }

    /** Writes the file. */
    void write(OutputStream out) throws IOException {
        Map<String, NdArray> tensors = new LinkedHashMap<>();
        put(tensors, "validation", validation);
        if (test != null) {
            put(tensors, "test", test);
        }
        Map<String, String> about = new LinkedHashMap<>();
        about.put("format", FORMAT);
        about.put("method", method);
        about.put("seed", Integer.toString(seed));
        about.put("key", key);
        about.put("details", details.toString());
        Safetensors.write(out, tensors, about);
    }

    private static void put(Map<String, NdArray> tensors, String name, Part part) {
        int rows = part.labels().length;
        tensors.put(name + ".scores", part.binary()
                ? NdArray.of(part.scores(), rows)
                : NdArray.of(part.scores(), rows, part.scores().length / rows));
        float[] labels = new float[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = part.labels()[i];
        }
        tensors.put(name + ".labels", NdArray.of(labels, rows));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws RuntimeException if it is anything else
     */
    static RunScores of(Safetensors.Contents contents) {
        Map<String, String> about = contents.metadata();
        if (!FORMAT.equals(about.get("format"))) {
            throw new IllegalArgumentException("its metadata do not say format " + FORMAT);
        }
        return new RunScores(
                about.get("method"), Integer.parseInt(about.get("seed")), about.get("key"),
                part(contents.tensors(), "validation"), part(contents.tensors(), "test"),
                (ObjectNode) JSON.readTree(about.get("details")));
    }

    private static Part part(Map<String, NdArray> tensors, String name) {
        NdArray scores = tensors.get(name + ".scores");
        NdArray labels = tensors.get(name + ".labels");
        if (scores == null || labels == null) {
            return null;
        }
        int[] classes = new int[labels.size()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = (int) labels.get(i);
        }
        return new Part(scores.toFloats(), classes);
    }
}
