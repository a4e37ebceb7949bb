package org.metabalance.app.page;

/**
 * A line of a page's lists.
 *
 * @param name what it is about
 * @param text what is said
 */
public record Fact(String name, String text) {}
