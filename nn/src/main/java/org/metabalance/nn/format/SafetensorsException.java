package org.metabalance.nn.format;

import java.io.IOException;

/** A file that is not sound safetensors; the message names the file and, if it is one, the tensor. */
public final class SafetensorsException extends IOException {
    private static final long serialVersionUID = 1;

    SafetensorsException(String message) {
        super(message);
    }

    SafetensorsException(String message, Throwable cause) {
        super(message, cause);
    }
}
