package org.metabalance.nn.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.engine.Shape;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The JSON header of a safetensors file, checked: every tensor's bytes lie where its shape and type
 * say, and together they cover the data without a hole or an overlap.
 *
 * @param entries the tensors, in the order of their data
 * @param metadata the free texts under {@code __metadata__}
 */
record Header(List<Entry> entries, Map<String, String> metadata) {
    static final String METADATA = "__metadata__";

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /** A tensor: its bytes are those from {@code begin} up to {@code end} of the data. */
    record Entry(String name, Element element, Shape shape, long begin, long end) {}

    /**
     * Parses and checks a header.
     *
     * @param file what to call the file in messages
     * @param json the header's text
     * @param dataSize the number of bytes that follow it
     */
    static Header parse(String file, String json, long dataSize) throws SafetensorsException {
        if (!json.startsWith("{")) {
            throw new SafetensorsException(
                    file + ": the header must begin with a brace: no safetensors file");
        }
        Reading reading = new Reading(file);
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            reading.root(parser);
        } catch (JacksonException e) {
            throw new SafetensorsException(
                    reading.where() + ": the header is not sound JSON: " + e.getOriginalMessage()
                            + " (character " + e.getLocation().getCharOffset() + " of the header)",
                    e);
        }
        List<Entry> entries = new ArrayList<>(reading.entries);
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        checkCover(file, entries, dataSize);
        return new Header(List.copyOf(entries), reading.metadata);
    }

    private static void checkCover(String file, List<Entry> entries, long dataSize)
            throws SafetensorsException {
        long covered = 0;
        for (Entry entry : entries) {
            if (entry.begin() != covered) {
                throw new SafetensorsException(
                        file + ": tensor '" + entry.name() + "': its data begin at byte "
                                + entry.begin() + ", but the data before it end at " + covered
                                + (entry.begin() < covered ? ": tensors overlap" : ": a hole"));
            }
            if (entry.end() > dataSize) {
                throw new SafetensorsException(
                        file + ": tensor '" + entry.name() + "': its data end at byte "
                                + entry.end()
                                + ", but the file has " + dataSize
                                + " bytes of data: it is cut off or the header is wrong");
            }
            covered = entry.end();
        }
        if (covered != dataSize) {
            throw new SafetensorsException(
                    file + ": the tensors end at byte " + covered + ", but the file has " + dataSize
                            + " bytes of data: something was appended or a tensor is missing");
        }
    }

    /** One pass over the JSON; knows where it is, for messages. */
    private static final class Reading {
        private final String file;
        private final List<Entry> entries = new ArrayList<>();
        private final Map<String, String> metadata = new LinkedHashMap<>();
        private String tensor;

        Reading(String file) {
            this.file = file;
        }

        String where() {
            return tensor == null ? file : file + ": tensor '" + tensor + "'";
        }

        private SafetensorsException error(String message) {
            return new SafetensorsException(where() + ": " + message);
        }

        void root(JsonParser parser) throws SafetensorsException {
            expect(parser.nextToken(), JsonToken.START_OBJECT, "the header");
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                tensor = null;
                if (parser.currentName().equals(METADATA)) {
                    metadata(parser);
                } else {
                    tensor = parser.currentName();
                    entries.add(tensor(parser));
                }
            }
            tensor = null;
            if (parser.nextToken() != null) {
                throw error("the header goes on after its closing brace");
            }
        }

        private void metadata(JsonParser parser) throws SafetensorsException {
            expect(parser.nextToken(), JsonToken.START_OBJECT, METADATA);
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                expect(parser.nextToken(), JsonToken.VALUE_STRING, METADATA + "." + key);
                metadata.put(key, parser.getString());
            }
        }

        private Entry tensor(JsonParser parser) throws SafetensorsException {
            String dtype = null;
            List<Long> shape = null;
            List<Long> offsets = null;
            expect(parser.nextToken(), JsonToken.START_OBJECT, "its description");
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (field) {
                    case "dtype" -> {
                        expect(value, JsonToken.VALUE_STRING, field);
                        dtype = parser.getString();
                    }
                    case "shape" -> shape = numbers(parser, field);
                    case "data_offsets" -> offsets = numbers(parser, field);
                    // as the Python library does, for fields of later versions
                    default -> parser.skipChildren();
                }
            }
            if (dtype == null || shape == null || offsets == null) {
                throw error("needs dtype, shape and data_offsets");
            }
            String type = dtype;
            Element element = Element.named(type).orElseThrow(() -> error(Element.refusal(type)));
            return entry(element, shape, offsets);
        }

        private Entry entry(Element element, List<Long> dims, List<Long> offsets)
                throws SafetensorsException {
            if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
                throw error("data_offsets must be [begin, end], got " + offsets);
            }
            Shape shape = shape(dims);
            long bytes = offsets.get(1) - offsets.get(0);
            long wanted = (long) shape.size() * element.bytes();
            if (bytes != wanted) {
                throw error(element + " " + shape + " takes " + wanted + " bytes, but data_offsets "
                        + offsets + " hold " + bytes);
            }
            return new Entry(tensor, element, shape, offsets.get(0), offsets.get(1));
        }

        private Shape shape(List<Long> dims) throws SafetensorsException {
            int[] extents = new int[dims.size()];
            for (int i = 0; i < extents.length; i++) {
                if (dims.get(i) > Integer.MAX_VALUE) {
                    throw error("an extent is at most 2^31 - 1, got " + dims);
                }
                extents[i] = dims.get(i).intValue();
            }
            try {
                return Shape.of(extents);
            } catch (IllegalArgumentException e) {
                throw error(e.getMessage());
            }
        }

        private List<Long> numbers(JsonParser parser, String field) throws SafetensorsException {
            expect(parser.currentToken(), JsonToken.START_ARRAY, field);
            List<Long> numbers = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                expect(parser.currentToken(), JsonToken.VALUE_NUMBER_INT, field);
                long number = parser.getLongValue();
                if (number < 0) {
                    throw error(field + " must not be negative, got " + number);
                }
                numbers.add(number);
            }
            return numbers;
        }

        private void expect(JsonToken token, JsonToken wanted, String what)
                throws SafetensorsException {
            if (token != wanted) {
                throw error(what + " must be " + wanted + ", got " + token);
            }
        }
    }
}
