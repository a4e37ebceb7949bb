package org.metabalance.meta.data;

import java.io.Serial;

/**
 * Data that cannot be used as it is: the user's to mend, not a fault of the program. The message is
 * one line for the user: column, row, what was found and what to do.
 */
public class DataException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Creates the exception with its one-line message. */
    public DataException(String message) {
        super(message);
    }

    /** Creates the exception with its one-line message and what led to it. */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
