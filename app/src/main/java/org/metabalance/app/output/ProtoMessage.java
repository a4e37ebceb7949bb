package org.metabalance.app.output;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A message of Protocol Buffers, written field by field: for formats of others of which a few fields are
 * needed. Fields stand in the order they are written; nested messages are complete before they are put in.
 */
public final class ProtoMessage {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    /** Creates an empty message. */
    public ProtoMessage() {}

    /** What writes a field. */
    private interface Field {
        void write() throws IOException;
    }

    private ProtoMessage with(Field field) {
        try {
            field.write();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail so
        }
        return this;
    }

    /** Writes an integer: {@code int64}, {@code int32} or an enumeration. */
    public ProtoMessage integer(int field, long value) {
        return with(() -> out.writeInt64(field, value));
    }

    /** Writes a {@code float}. */
    public ProtoMessage number(int field, float value) {
        return with(() -> out.writeFloat(field, value));
    }

    /** Writes a {@code double}. */
    public ProtoMessage number(int field, double value) {
        return with(() -> out.writeDouble(field, value));
    }

    /** Writes a text in UTF-8. */
    public ProtoMessage text(int field, String value) {
        return with(() -> out.writeString(field, value));
    }

    /** Writes bytes. */
    public ProtoMessage bytes(int field, byte[] value) {
        return with(() -> out.writeBytes(field, ByteString.copyFrom(value)));
    }

    /** Writes a nested message. */
    public ProtoMessage message(int field, ProtoMessage value) {
        return bytes(field, value.toBytes());
    }

    /** Returns the message as it stands in files. */
    public byte[] toBytes() {
        with(out::flush);
        return bytes.toByteArray();
    }
}
