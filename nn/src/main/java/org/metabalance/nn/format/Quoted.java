package org.metabalance.nn.format;

/** Texts of a file, made fit for a message: a file's author may have chosen them to deceive. */
final class Quoted {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_REASON = 400;

    private Quoted() {}

    /** Returns a name in quotes, in one line, cut if it is long. */
    static String name(String name) {
        return "'" + oneLine(name, LONGEST_NAME) + "'";
    }

    /** Returns a reason given by the JSON parser, which may quote the file. */
    static String reason(String reason) {
        return oneLine(String.valueOf(reason), LONGEST_REASON);
    }

    /** Writes what would not be seen, or would change how the rest is seen, as in JSON. */
    private static String oneLine(String text, int longest) {
        StringBuilder line = new StringBuilder();
        int[] points = text.codePoints().limit(longest + 1L).toArray();
        for (int i = 0; i < Math.min(points.length, longest); i++) {
            switch (Character.getType(points[i])) {
                case Character.CONTROL, Character.FORMAT, Character.SURROGATE,
                        Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> {
                    for (char unit : Character.toChars(points[i])) {
                        line.append("\\u%04x".formatted((int) unit));
                    }
                }
                default -> line.appendCodePoint(points[i]);
            }
        }
        return points.length > longest ? line + "..." : line.toString();
    }
}
