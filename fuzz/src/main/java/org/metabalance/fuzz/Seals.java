package org.metabalance.fuzz;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The checksums of a model's folder, made right again after a change, as by somebody who wants a wrong
 * model to be read: what checksums keep out otherwise gets as far as the readers behind them.
 */
final class Seals {
    private static final String LAST = "  \"sha256\" : \"";

    private Seals() {}

    /**
     * Returns the manifest for a folder in which one file was changed.
     *
     * @param manifest the old one's text
     * @param old what the file held
     * @param changed what it holds now
     */
    static byte[] of(byte[] manifest, byte[] old, byte[] changed) {
        String oldSum = "\"bytes\" : " + old.length + ",\n      \"sha256\" : \"" + sum(old);
        String newSum = "\"bytes\" : " + changed.length + ",\n      \"sha256\" : \"" + sum(changed);
        String text = new String(manifest, StandardCharsets.UTF_8);
        if (!text.contains(oldSum)) {
            throw new IllegalStateException("the manifest is not as this class knows it:\n" + text);
        }
        return sealed(text.replace(oldSum, newSum));
    }

    /** Returns a manifest's text with the checksum that its lines have. */
    static byte[] sealed(String text) {
        int last = text.lastIndexOf(LAST);
        if (last < 0) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        byte[] lines = text.substring(0, last).getBytes(StandardCharsets.UTF_8);
        return (text.substring(0, last) + LAST + sum(lines) + "\"\n}\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String sum(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
