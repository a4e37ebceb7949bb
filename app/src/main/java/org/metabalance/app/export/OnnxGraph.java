package org.metabalance.app.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.app.output.ProtoMessage;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Shape;

/**
 * A graph while it is made: nodes, constants, inputs and outputs of {@code GraphProto}, and the model around
 * it. Every value has one name.
 */
final class OnnxGraph {
    /** The version of {@code ai.onnx}'s operators. */
    static final int OPSET = 17;
    /** The version of {@code ai.onnx.ml}'s operators. */
    static final int ML_OPSET = 3;
    /** The domain of operators for tables. */
    static final String ML = "ai.onnx.ml";

    private static final int FORMAT = 8; // of the file, the one that came with this opset
    private static final String ROWS = "rows"; // the extent that is open

    private final ProtoMessage graph = new ProtoMessage();
    private final Map<String, Integer> names = new HashMap<>();
    private final Map<List<Long>, String> integers = new HashMap<>();

    /** Returns a name that no other value has, {@code wanted} if that is free. */
    private String fresh(String wanted) {
        int before = names.merge(wanted, 1, Integer::sum) - 1;
        return before == 0 ? wanted : fresh(wanted + "_" + before);
    }

    /** Adds a node of {@code ai.onnx} with one output; returns that one's name. */
    String node(String operator, List<String> inputs, ProtoMessage... attributes) {
        return node("", operator, inputs, attributes);
    }

    String node(String domain, String operator, List<String> inputs, ProtoMessage... attributes) {
        String name = fresh(operator);
        add(domain, operator, inputs, name, attributes);
        return name;
    }

    private void add(
            String domain, String operator, List<String> inputs, String output,
            ProtoMessage... attributes) {
        ProtoMessage node = new ProtoMessage();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, output).text(3, output).text(4, operator);
        for (ProtoMessage attribute : attributes) {
            node.message(5, attribute);
        }
        if (!domain.isEmpty()) {
            node.text(7, domain);
        }
        graph.message(1, node);
    }

    String cast(String value, OnnxType to) {
        return node("Cast", List.of(value), OnnxAttribute.of("to", to.code));
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private String constant(String wanted, OnnxType type, int[] dims, ByteBuffer data) {
        String name = fresh(wanted);
        ProtoMessage tensor = new ProtoMessage();
        for (int dim : dims) {
            tensor.integer(1, dim);
        }
        graph.message(
                5, tensor.integer(2, type.code).text(8, name).bytes(9, data.array()));
        return name;
    }

    /** Adds a constant of 32-bit numbers. */
    String constant(String wanted, NdArray value) {
        ByteBuffer data = buffer(value.size() * Float.BYTES);
        for (float number : value.toFloats()) {
            data.putFloat(number);
        }
        return constant(wanted, OnnxType.FLOAT, value.shape().dims(), data);
    }

    /** Adds a 32-bit number, a scalar. */
    String scalar(double value) {
        return constant("number", NdArray.of(new float[] {(float) value}).reshaped(Shape.of()));
    }

    /** Adds a 64-bit number, a scalar. */
    String wide(double value) {
        return constant(
                "wide", OnnxType.DOUBLE, new int[0], buffer(Double.BYTES).putDouble(0, value));
    }

    /** Adds a vector of 64-bit numbers. */
    String wides(double[] values) {
        ByteBuffer data = buffer(values.length * Double.BYTES);
        for (double value : values) {
            data.putDouble(value);
        }
        return constant("wides", OnnxType.DOUBLE, new int[] {values.length}, data);
    }

    /** Adds a vector of 64-bit integers, the same one once. */
    String integers(List<Long> values) {
        return integers.computeIfAbsent(List.copyOf(values), all -> {
            ByteBuffer data = buffer(all.size() * Long.BYTES);
            all.forEach(data::putLong);
            return constant("integers", OnnxType.INT64, new int[] {all.size()}, data);
        });
    }

    String integers(long... values) {
        return integers(Arrays.stream(values).boxed().toList());
    }

    /** Adds a 64-bit integer, a scalar. */
    String integer(long value) {
        return constant("integer", OnnxType.INT64, new int[0],
                buffer(Long.BYTES).putLong(0, value));
    }

    /** Adds an input {@code [rows, 1]} under a {@linkplain #reserve reserved} name. */
    String input(String name, OnnxType type, String about) {
        graph.message(11, value(name, type, about, 1));
        return name;
    }

    /** Adds an output that is a value under a {@linkplain #reserve reserved} name: {@code [rows]}, or with further extents. */
    void output(String name, String of, OnnxType type, String about, int... more) {
        add("", "Identity", List.of(of), name);
        graph.message(12, value(name, type, about, more));
    }

    private static ProtoMessage value(String name, OnnxType type, String about, int... more) {
        ProtoMessage shape = new ProtoMessage().message(1, new ProtoMessage().text(2, ROWS));
        for (int extent : more) {
            shape.message(1, new ProtoMessage().integer(1, extent));
        }
        ProtoMessage tensor = new ProtoMessage().integer(1, type.code).message(2, shape);
        return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor))
                .text(3, about);
    }

    /** Keeps a name for an input or an output. */
    void reserve(String name) {
        names.put(name, 1);
    }

    /**
     * Returns the file; the graph can then not be added to.
     *
     * @param about texts by name, for whoever reads it
     */
    byte[] file(String name, String release, String documentation, Map<String, String> about) {
        ProtoMessage model = new ProtoMessage().integer(1, FORMAT).text(2, "metabalance")
                .text(3, release).text(6, documentation)
                .message(7, graph.text(2, name))
                .message(8, new ProtoMessage().text(1, "").integer(2, OPSET))
                .message(8, new ProtoMessage().text(1, ML).integer(2, ML_OPSET));
        new LinkedHashMap<>(about).forEach((key, text) -> model.message(
                14, new ProtoMessage().text(1, key).text(2, text)));
        return model.toBytes();
    }
}
