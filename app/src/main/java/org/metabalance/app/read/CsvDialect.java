package org.metabalance.app.read;

/**
 * How the fields of a CSV file are separated, told by its header alone: the separator is the
 * character of {@code , ; tab |} that occurs most often there outside quotes.
 *
 * <p>An engine that guesses the separator from the rows takes a ragged file for one with a single
 * column; the header does not change when a row is broken.
 *
 * @param separator the character between fields
 * @param fields the number of fields of the header
 */
record CsvDialect(char separator, int fields) {
    private static final String SEPARATORS = ",;\t|";

    static CsvDialect of(String header) {
        int[] counts = new int[SEPARATORS.length()];
        boolean quoted = false;
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            quoted ^= c == '"';
            int candidate = quoted ? -1 : SEPARATORS.indexOf(c);
            if (candidate >= 0) {
                counts[candidate]++;
            }
        }
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return new CsvDialect(SEPARATORS.charAt(best), counts[best] + 1);
    }
}
