package org.metabalance.app.export;

import java.util.List;
import org.metabalance.app.output.ProtoMessage;

/** Attributes of nodes: {@code AttributeProto}. */
final class OnnxAttribute {
    private static final int NAME = 1;
    private static final int INTEGER = 3;
    private static final int TEXT = 4;
    private static final int INTEGERS = 8;
    private static final int TEXTS = 9;
    private static final int TYPE = 20;

    private OnnxAttribute() {}

    static ProtoMessage of(String name, long value) {
        return new ProtoMessage().text(NAME, name).integer(INTEGER, value).integer(TYPE, 2);
    }

    static ProtoMessage of(String name, String value) {
        return new ProtoMessage().text(NAME, name).text(TEXT, value).integer(TYPE, 3);
    }

    static ProtoMessage ofIntegers(String name, List<? extends Number> values) {
        ProtoMessage message = new ProtoMessage().text(NAME, name);
        values.forEach(value -> message.integer(INTEGERS, value.longValue()));
        return message.integer(TYPE, 7);
    }

    static ProtoMessage ofTexts(String name, List<String> values) {
        ProtoMessage message = new ProtoMessage().text(NAME, name);
        values.forEach(value -> message.text(TEXTS, value));
        return message.integer(TYPE, 8);
    }
}
