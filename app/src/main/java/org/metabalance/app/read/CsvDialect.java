package org.metabalance.app.read;

/**
 * How the fields of a CSV file are separated, told by its header alone: the separator is the
 * character of {@code , ; tab |} that occurs most often there outside quotes; or by a line {@code sep=;}
 * before the header, as Excel writes it.
 *
 * <p>Who guesses the separator from the rows takes a ragged file for one with a single column; the
 * header does not change when a row is broken.
 *
 * @param separator the character between fields
 * @param separatorLine whether a line before the header names it
 */
record CsvDialect(char separator, boolean separatorLine) {
    private static final String SEPARATORS = ",;\t|";

    /** Tells what stands within quotes: they begin where a field begins, whatever separates fields. */
    static final class Quotes {
        private boolean within;
        private boolean closed; // by the character before: a second quote is one of a pair
        private boolean fresh = true; // at the beginning of a field

        /** Takes the next character or byte; returns whether it is part of a quoted text. */
        boolean within(int c) {
            if (c != '"') {
                fresh = !within && (SEPARATORS.indexOf(c) >= 0 || fresh && c == ' ');
                closed = false;
                return within;
            }
            if (within) {
                within = false;
                closed = true;
            } else if (closed || fresh) {
                within = true;
                closed = false;
            }
            fresh = false;
            return true;
        }
    }

    /** Returns the separator that a line {@code sep=;} names; 0 if it is no such line. */
    static char named(String line) {
        String bare = line.length() > 2 && line.startsWith("\"") && line.endsWith("\"")
                ? line.substring(1, line.length() - 1)
                : line;
        return bare.length() == 5 && bare.regionMatches(true, 0, "sep=", 0, 4)
                && !Character.isLetterOrDigit(bare.charAt(4)) && bare.charAt(4) != '"'
                        ? bare.charAt(4)
                        : 0;
    }

    static CsvDialect of(String header) {
        int[] counts = new int[SEPARATORS.length()];
        Quotes quotes = new Quotes();
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            int candidate = quotes.within(c) ? -1 : SEPARATORS.indexOf(c);
            if (candidate >= 0) {
                counts[candidate]++;
            }
        }
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return new CsvDialect(SEPARATORS.charAt(best), false);
    }
}
