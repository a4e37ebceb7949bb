package org.metabalance.benchmarks.conformance;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Shape;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Arrays in JSON: a shape, and the little-endian bits of the elements in base 64, so NaN and -0 survive. */
final class ArrayJson {
    private ArrayJson() {}

    static NdArray read(JsonNode json, DType dtype) {
        Shape shape = shape(json);
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(json.get("data").asString()))
                .order(ByteOrder.LITTLE_ENDIAN);
        NdArray array = NdArray.zeros(dtype, shape);
        if (dtype == DType.F32) {
            bytes.asFloatBuffer().get(array.floats());
        } else {
            bytes.asDoubleBuffer().get(array.doubles());
        }
        return array;
    }

    static Shape shape(JsonNode json) {
        JsonNode dims = json.get("shape");
        int[] extents = new int[dims.size()];
        Arrays.setAll(extents, i -> dims.get(i).asInt());
        return Shape.of(extents);
    }

    static ObjectNode write(NdArray array) {
        ByteBuffer bytes = ByteBuffer.allocate(array.size() * array.dtype().bytes())
                .order(ByteOrder.LITTLE_ENDIAN);
        if (array.dtype() == DType.F32) {
            bytes.asFloatBuffer().put(array.floats());
        } else {
            bytes.asDoubleBuffer().put(array.doubles());
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (int dim : array.shape().dims()) {
            json.withArray("shape").add(dim);
        }
        if (array.shape().rank() == 0) {
            json.putArray("shape");
        }
        return json.put("data", Base64.getEncoder().encodeToString(bytes.array()));
    }
}
