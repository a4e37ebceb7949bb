package org.metabalance.app.export;

/** Types of elements, by their codes in {@code TensorProto.DataType}. */
enum OnnxType {
    FLOAT(1),
    INT64(7),
    STRING(8),
    BOOL(9),
    DOUBLE(11);

    final int code;

    OnnxType(int code) {
        this.code = code;
    }
}
