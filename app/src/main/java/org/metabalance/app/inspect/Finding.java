package org.metabalance.app.inspect;

/**
 * Something about a column that a person should look at.
 *
 * @param column its name
 * @param reason what it is
 */
public record Finding(String column, String reason) {}
