package org.metabalance.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Changes to a file, read from a few bytes: the first says which file, then four for every change: what
 * is done, where (two, in bytes from the beginning, modulo the length), and with what. Inputs stay what
 * they are when the file's format changes.
 *
 * @param file which file, counted on beyond the last one
 * @param changes what is done, in order
 */
record Edits(int file, List<Change> changes) {
    /** What is put into texts and headers. */
    private static final List<String> TOKENS = List.of(
            "null", "NaN", "-1", "1e999", "0", "1", "true", "\"", "{}", "[]", ",", "}", "]", "{",
            "[",
            "\\u0000", "\"\":", "2147483647", "9223372036854775808", "-Infinity", "0.5", " ", "\n",
            "[[[[[[[[[[[[", "F64", "F16", "\u00e9", "1e-320", "no", "yes", "", "x");

    private static final int LONGEST = 1 << 16;

    /** One change. */
    record Change(Kind kind, int at, int with) {}

    /** What a change does. */
    enum Kind {
        SET, FLIP, INSERT, DELETE, TRUNCATE, REPEAT, ZERO, TOKEN, WORD, OTHER, APPEND, REMOVE
    }

    static Edits of(byte[] input) {
        List<Change> changes = new ArrayList<>();
        for (int i = 1; i + 3 < input.length; i += 4) {
            Kind[] kinds = Kind.values();
            int at = Byte.toUnsignedInt(input[i + 1]) << 8 | Byte.toUnsignedInt(input[i + 2]);
            changes.add(new Change(
                    kinds[Byte.toUnsignedInt(input[i]) % kinds.length], at,
                    Byte.toUnsignedInt(input[i + 3])));
        }
        return new Edits(input.length == 0 ? 0 : Byte.toUnsignedInt(input[0]), changes);
    }

    /**
     * Returns the changed file, or nothing if it was removed.
     *
     * @param good what the file holds
     * @param other what the file of another model holds
     */
    Optional<byte[]> apply(byte[] good, byte[] other) {
        byte[] bytes = good;
        for (Change change : changes) {
            if (change.kind() == Kind.REMOVE) {
                return Optional.empty();
            }
            bytes = change.kind() == Kind.OTHER ? other : apply(change, bytes);
            bytes = bytes.length > LONGEST ? Arrays.copyOf(bytes, LONGEST) : bytes;
        }
        return Optional.of(bytes);
    }

    private static byte[] apply(Change change, byte[] bytes) {
        int at = bytes.length == 0 ? 0 : change.at() % bytes.length;
        int with = change.with();
        byte[] one = {(byte) with};
        int end = Math.min(bytes.length, at + with);
        return switch (change.kind()) {
            case SET -> splice(bytes, at, at + 1, one);
            case FLIP -> splice(
                    bytes, at, at + 1,
                    new byte[] {(byte) (bytes.length == 0 ? 0 : bytes[at] ^ 1 << with % 8)});
            case INSERT -> splice(bytes, at, at, one);
            case DELETE -> splice(bytes, at, end, new byte[0]);
            case TRUNCATE -> Arrays.copyOf(bytes, at);
            case REPEAT -> splice(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
            case ZERO -> splice(bytes, at, end, new byte[end - at]);
            case TOKEN -> splice(bytes, at, at, token(with));
            case WORD -> splice(bytes, at, wordEnd(bytes, at), token(with));
            case APPEND -> splice(bytes, bytes.length, bytes.length, token(with));
            case OTHER, REMOVE -> throw new IllegalArgumentException(change.toString());
        };
    }

    private static byte[] token(int with) {
        return TOKENS.get(with % TOKENS.size()).getBytes(StandardCharsets.UTF_8);
    }

    /** Returns where the number or name that begins at {@code at} ends. */
    private static int wordEnd(byte[] bytes, int at) {
        int end = at;
        while (end < bytes.length
                && (Character.isLetterOrDigit(bytes[end]) || "+-._".indexOf(bytes[end]) >= 0)) {
            end++;
        }
        return end;
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] with) {
        ByteArrayOutputStream spliced = new ByteArrayOutputStream();
        spliced.write(bytes, 0, from);
        spliced.writeBytes(with);
        spliced.write(bytes, Math.min(to, bytes.length), bytes.length - Math.min(to, bytes.length));
        return spliced.toByteArray();
    }
}
