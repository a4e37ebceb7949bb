package org.metabalance.scoring.message;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;
import org.metabalance.meta.data.Suggestion;

/** What messages about somebody's files are made of. */
public final class Messages {
    private static final Pattern UNSAFE = Pattern.compile(
            "[\\s\\p{Cc}\\p{Zl}\\p{Zp}\\u202a-\\u202e\\u2066-\\u2069]+");

    private Messages() {}

    /** Formats independently of the user's language: a decimal point, no other digits. */
    public static String format(String pattern, Object... arguments) {
        return String.format(Locale.ROOT, pattern, arguments);
    }

    /**
     * Returns {@code text} in one line: line breaks and other control characters, and those that turn
     * the direction of what follows, as blanks. A name in a file may hold what moves the cursor.
     */
    public static String oneLine(String text) {
        return UNSAFE.matcher(text).replaceAll(" ").strip();
    }

    /** Returns {@code ", did you mean 'x'?"} for the candidate nearest to a wrong name, or nothing. */
    public static String didYouMean(String name, Collection<String> candidates) {
        return Suggestion.nearest(name, candidates)
                .map(near -> ", did you mean '" + near + "'?")
                .orElse("");
    }

    /** Returns what went wrong with a file, as a person would say it. */
    public static String reason(IOException failure) {
        return switch (failure) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException e -> "no such file or directory: " + e.getFile();
            case FileSystemException e when e.getReason() != null -> oneLine(e.getReason());
            default -> oneLine(String.valueOf(failure.getMessage()));
        };
    }
}
