package org.metabalance.nn.format;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;

/** The element types of safetensors that can be read, and how to decode them. */
enum Element {
    F64(8, DType.F64) {
        @Override
        void decode(ByteBuffer from, NdArray to, int at, int count) {
            from.asDoubleBuffer().get(to.doubles(), at, count);
        }
    },
    F32(4, DType.F32) {
        @Override
        void decode(ByteBuffer from, NdArray to, int at, int count) {
            from.asFloatBuffer().get(to.floats(), at, count);
        }
    },
    F16(2, DType.F32) {
        @Override
        void decode(ByteBuffer from, NdArray to, int at, int count) {
            for (int i = 0; i < count; i++) {
                to.floats()[at + i] = Float.float16ToFloat(from.getShort(2 * i));
            }
        }
    },
    BF16(2, DType.F32) {
        @Override
        void decode(ByteBuffer from, NdArray to, int at, int count) {
            // the upper half of a float
            for (int i = 0; i < count; i++) {
                to.floats()[at + i] = Float.intBitsToFloat(from.getShort(2 * i) << 16);
            }
        }
    },
    I64(8, DType.F64) {
        @Override
        void decode(ByteBuffer from, NdArray to, int at, int count) throws SafetensorsException {
            for (int i = 0; i < count; i++) {
                long value = from.getLong(8 * i);
                if (value < -EXACT || value > EXACT) {
                    throw new SafetensorsException(
                            value + " cannot be read: whole numbers are exact up to 2^53 only");
                }
                to.doubles()[at + i] = value;
            }
        }
    };

    private static final long EXACT = 1L << 53;

    /** Types the format has but tensors here have not. */
    private static final List<String> REFUSED = List.of(
            "BOOL", "U8", "I8", "I16", "U16", "I32", "U32", "U64", "C64", "F4",
            "F6_E2M3", "F6_E3M2", "F8_E4M3", "F8_E5M2", "F8_E8M0", "F8_E4M3FNUZ",
            "F8_E5M2FNUZ");

    private final int bytes;
    private final DType dtype;

    Element(int bytes, DType dtype) {
        this.bytes = bytes;
        this.dtype = dtype;
    }

    /**
     * Decodes the first {@code count} elements of a little-endian buffer.
     *
     * @throws SafetensorsException if one has no equal among the numbers it is read as
     */
    abstract void decode(ByteBuffer from, NdArray to, int at, int count)
            throws SafetensorsException;

    /** Returns the size of an element in the file. */
    int bytes() {
        return bytes;
    }

    /** Returns the type it is read as. */
    DType dtype() {
        return dtype;
    }

    static Element of(DType dtype) {
        return dtype == DType.F32 ? F32 : F64;
    }

    /** Returns the type of that name; if there is none here, the reason in {@link #refusal}. */
    static Optional<Element> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    static String refusal(String name) {
        return REFUSED.contains(name)
                ? "elements of type " + name + " cannot be read, only " + Arrays.toString(values())
                        + "; convert the tensor first"
                : "unknown element type " + Quoted.name(name);
    }
}
