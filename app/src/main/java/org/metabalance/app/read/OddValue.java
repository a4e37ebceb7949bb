package org.metabalance.app.read;

/**
 * A value that does not fit what its column is read as.
 *
 * @param text as it stands in the file
 * @param place the number of its line, or row
 */
public record OddValue(String text, long place) {}
