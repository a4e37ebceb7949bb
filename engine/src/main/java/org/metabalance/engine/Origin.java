package org.metabalance.engine;

import java.util.List;

/**
 * Where a tensor came from: the line of the user's code that recorded it, the {@linkplain Tape#scope
 * scope} it was recorded in and, for a tensor that a gradient appended, the index of the tensor whose
 * adjoint it helps to form; line and scope are then those of that tensor.
 *
 * @param line as {@code Train.java:41}; empty if no line outside the library was on the stack
 * @param scope as {@code inner step 1/hidden}; empty outside of all scopes
 * @param adjointOf an index on the tape, or -1
 * @param pass the scope in which the gradient was asked for, such as {@code hypergradient}; empty outside of
 *     all scopes, and for what no gradient appended
 */
public record Origin(String line, String scope, int adjointOf, String pass) {
    /** What of this house stands for a user's code. */
    private static final List<String> SHOWN = List.of(
            "org.metabalance.examples.", "org.metabalance.app.explorer.preset.");

    private static final StackWalker WALKER = StackWalker.getInstance();

    /** Returns the innermost line outside the library, in {@code scope}. */
    static Origin here(String scope) {
        String line = WALKER.walk(
                frames -> frames.filter(frame -> !isLibrary(frame.getClassName()))
                        .findFirst()
                        .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                        .orElse(""));
        return new Origin(line, scope, -1, "");
    }

    private static boolean isLibrary(String className) {
        return className.startsWith("java.")
                || className.startsWith("org.metabalance.")
                        && SHOWN.stream().noneMatch(className::startsWith);
    }

    /**
     * Returns the origin of what forms the adjoint of the tensor {@code index}, whose origin this is, in a
     * gradient asked for in the scope {@code pass}.
     */
    Origin adjoint(int index, String pass) {
        return new Origin(line, scope, index, pass);
    }

    /** Returns line and scope in words, {@code Train.java:41 in inner step 1/hidden}; empty if unknown. */
    public String place() {
        return scope.isEmpty() ? line : (line + " in " + scope).strip();
    }

    /** Returns the place as the end of a message, empty if it is unknown. */
    public String suffix() {
        return !line.isEmpty() ? " (recorded at " + place() + ")"
                : scope.isEmpty() ? "" : " (recorded " + place() + ")";
    }
}
