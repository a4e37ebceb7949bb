package org.metabalance.engine;

/**
 * Where a tensor came from: the line of the user's code that recorded it and, for a tensor that a
 * gradient appended, the index of the tensor whose adjoint it helps to form.
 *
 * @param line as {@code Train.java:41}; empty if no line outside the library was on the stack
 * @param adjointOf an index on the tape, or -1
 */
public record Origin(String line, int adjointOf) {
    private static final StackWalker WALKER = StackWalker.getInstance();

    /** Unknown. */
    public static final Origin UNKNOWN = new Origin("", -1);

    /** Returns the innermost line outside the library. */
    static Origin here() {
        return WALKER.walk(
                frames -> frames.filter(frame -> !isLibrary(frame.getClassName()))
                        .findFirst()
                        .map(frame -> new Origin(frame.getFileName() + ":" + frame.getLineNumber(),
                                -1))
                        .orElse(UNKNOWN));
    }

    private static boolean isLibrary(String className) {
        return className.startsWith("org.metabalance.") || className.startsWith("java.");
    }

    /** Returns the place as the end of a message, empty if it is unknown. */
    String suffix() {
        return line.isEmpty() ? "" : " (recorded at " + line + ")";
    }
}
