package org.metabalance.meta.data;

import java.io.Serial;

/** A class has too few rows for what was asked; the message also says what still works. */
public final class TooFewRowsException extends DataException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String className;
    private final int rows;
    private final int needed;

    /**
     * Creates the exception.
     *
     * @param message one line, with what still works
     * @param className the class that is too small
     * @param rows the rows it has
     * @param needed the rows it would need
     */
    public TooFewRowsException(String message, String className, int rows, int needed) {
        super(message);
        this.className = className;
        this.rows = rows;
        this.needed = needed;
    }

    /** Returns the name of the class that is too small. */
    public String className() {
        return className;
    }

    /** Returns the number of rows the class has. */
    public int rows() {
        return rows;
    }

    /** Returns the number of rows the class would need. */
    public int needed() {
        return needed;
    }
}
