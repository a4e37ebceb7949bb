package org.metabalance.scoring.folder;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, in lower-case hexadecimal digits. */
public final class Digest {
    private Digest() {}

    /** What writes bytes. */
    @FunctionalInterface
    public interface Bytes {
        /**
         * Writes all of them; does not close.
         *
         * @throws IOException if {@code out} cannot take them
         */
        void to(OutputStream out) throws IOException;
    }

    /** Returns the checksum of bytes. */
    public static String of(byte[] bytes) {
        return hex(sha256().digest(bytes));
    }

    /** Returns the checksum of a text in UTF-8. */
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns the checksum of a file.
     *
     * @throws IOException if it cannot be read
     */
    public static String of(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file);
                OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(),
                        digest)) {
            in.transferTo(out);
        }
        return hex(digest.digest());
    }

    /**
     * Returns the checksum of what {@code bytes} writes; {@code also} gets the same bytes.
     *
     * @throws IOException if {@code bytes} or {@code also} fails
     */
    public static String of(Bytes bytes, OutputStream also) throws IOException {
        MessageDigest digest = sha256();
        OutputStream out = new DigestOutputStream(also, digest);
        bytes.to(out);
        out.flush();
        return hex(digest.digest());
    }

    private static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
