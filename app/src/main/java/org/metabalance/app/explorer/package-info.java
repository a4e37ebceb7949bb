/**
 * The explorer, {@code metabalance explain}: a page about one computation. What there is to tell comes from
 * {@link org.metabalance.engine.inspect.explore.Exploration}; here operations are grouped and placed, by ELK, and
 * everything is written as the numbers of a page that draws itself.
 */
package org.metabalance.app.explorer;
