package org.metabalance.nn.format;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.engine.Shape;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** One pass over the JSON of a {@link Header}, within limits; knows where it is, for messages. */
final class HeaderParser {
    /** The format itself is three deep; what later versions add will not be much more. */
    static final int MAX_DEPTH = 20;

    /** Far above what any model has in one file: some 60,000 tensors. */
    static final int MAX_TOKENS = 1_000_000;

    /** Characters of a tensor's name and of a metadata key. */
    static final int MAX_NAME = 1_000;

    /** Characters of one metadata text. */
    static final int MAX_TEXT = 20_000_000;

    /** That of NumPy. */
    static final int MAX_RANK = 64;

    private static final int MAX_DIGITS = 100;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // names hardly occur twice: a table of them is only something to attack
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .streamReadConstraints(
                    StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxTokenCount(MAX_TOKENS)
                            .maxNameLength(MAX_NAME)
                            .maxStringLength(MAX_TEXT)
                            .maxNumberLength(MAX_DIGITS)
                            .build())
            .build();

    private final String file;
    private final List<Header.Entry> entries = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private String tensor;

    HeaderParser(String file) {
        this.file = file;
    }

    List<Header.Entry> entries() {
        return entries;
    }

    Map<String, String> metadata() {
        return Collections.unmodifiableMap(metadata);
    }

    void parse(Reader json) throws IOException {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            root(parser);
        } catch (StreamConstraintsException e) {
            throw new SafetensorsException(
                    where() + ": the header goes beyond what is read: "
                            + Quoted.reason(e.getOriginalMessage()),
                    e);
        } catch (JacksonIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw new SafetensorsException(where() + ": the header is not UTF-8", e);
            }
            throw new IOException(file + ": " + e.getCause().getMessage(), e.getCause());
        } catch (JacksonException e) {
            throw new SafetensorsException(
                    where() + ": the header is not sound JSON: "
                            + Quoted.reason(e.getOriginalMessage()) + place(e.getLocation()),
                    e);
        }
    }

    private static String place(TokenStreamLocation location) {
        return location == null || location.getCharOffset() < 0
                ? ""
                : " (character " + location.getCharOffset() + " of the header)";
    }

    private String where() {
        return tensor == null ? file : file + ": tensor " + Quoted.name(tensor);
    }

    private SafetensorsException error(String message) {
        return new SafetensorsException(where() + ": " + message);
    }

    private void root(JsonParser parser) throws SafetensorsException {
        expect(parser.nextToken(), JsonToken.START_OBJECT, "the header");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            tensor = null;
            if (parser.currentName().equals(Header.METADATA)) {
                metadata(parser);
            } else {
                tensor = text(parser.currentName(), "its name");
                entries.add(tensor(parser));
            }
        }
        tensor = null;
        if (parser.nextToken() != null) {
            throw error("the header goes on after its closing brace");
        }
    }

    private void metadata(JsonParser parser) throws SafetensorsException {
        expect(parser.nextToken(), JsonToken.START_OBJECT, Header.METADATA);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = text(parser.currentName(), "a name in " + Header.METADATA);
            String field = Header.METADATA + " " + Quoted.name(key);
            expect(parser.nextToken(), JsonToken.VALUE_STRING, field);
            metadata.put(key, text(parser.getString(), field));
        }
    }

    private Header.Entry tensor(JsonParser parser) throws SafetensorsException {
        Element element = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        expect(parser.nextToken(), JsonToken.START_OBJECT, "its description");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "dtype" -> {
                    expect(value, JsonToken.VALUE_STRING, field);
                    String name = parser.getString();
                    element = Element.named(name)
                            .orElseThrow(() -> error("dtype: " + Element.refusal(name)));
                }
                case "shape" -> shape = numbers(parser, field, MAX_RANK);
                case "data_offsets" -> offsets = numbers(parser, field, 2);
                // as the Python library does, for fields of later versions
                default -> parser.skipChildren();
            }
        }
        if (element == null || shape == null || offsets == null) {
            throw error("needs dtype, shape and data_offsets");
        }
        return entry(element, shape, offsets);
    }

    private Header.Entry entry(Element element, List<Long> dims, List<Long> offsets)
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
        return new Header.Entry(tensor, element, shape, offsets.get(0), offsets.get(1));
    }

    private Shape shape(List<Long> dims) throws SafetensorsException {
        int[] extents = new int[dims.size()];
        for (int i = 0; i < extents.length; i++) {
            if (dims.get(i) > Integer.MAX_VALUE) {
                throw error("shape: an extent is at most 2^31 - 1, got " + dims);
            }
            extents[i] = dims.get(i).intValue();
        }
        try {
            return Shape.of(extents);
        } catch (IllegalArgumentException e) {
            throw error(e.getMessage());
        }
    }

    private List<Long> numbers(JsonParser parser, String field, int most)
            throws SafetensorsException {
        expect(parser.currentToken(), JsonToken.START_ARRAY, field);
        List<Long> numbers = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser.currentToken(), JsonToken.VALUE_NUMBER_INT, field);
            if (numbers.size() == most) {
                throw error(field + " must have at most " + most + " numbers");
            }
            if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                throw error(field + ": a number is at most 2^63 - 1, got more digits");
            }
            long number = parser.getLongValue();
            if (number < 0) {
                throw error(field + " must not be negative, got " + number);
            }
            numbers.add(number);
        }
        return numbers;
    }

    /** Refuses half of a surrogate pair, which JSON can escape but no text in UTF-8 can hold. */
    private String text(String text, String what) throws SafetensorsException {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw error(what + " has half of a surrogate pair, got " + Quoted.name(text));
        }
        return text;
    }

    private void expect(JsonToken token, JsonToken wanted, String what)
            throws SafetensorsException {
        if (token != wanted) {
            throw error(what + " must be " + word(wanted) + ", got " + word(token));
        }
    }

    private static String word(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT -> "a whole number";
            case VALUE_NUMBER_FLOAT -> "a number with a point";
            case null -> "nothing";
            default -> token.asString();
        };
    }
}
