package org.metabalance.app.console;

import java.io.Serial;

/**
 * Something the user can mend: a wrong option, file or value. The message is one line that names what
 * was found and what to do; the command prints it after {@code metabalance: } and ends with exit
 * code 2.
 */
public final class UserError extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Creates the error with its one-line message. */
    public UserError(String message) {
        super(message);
    }

    /** Creates the error with its one-line message and what led to it, shown with --debug. */
    public UserError(String message, Throwable cause) {
        super(message, cause);
    }
}
