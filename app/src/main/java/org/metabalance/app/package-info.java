/**
 * The {@code metabalance} command: options, errors and exit codes. Reading files lies in {@code
 * read}, what is shown and kept in {@code report}; everything learned is done by the library.
 */
package org.metabalance.app;
