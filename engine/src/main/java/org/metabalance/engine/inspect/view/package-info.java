/**
 * Tapes and programs written down: as aligned text, in the language of Graphviz, and as HTML pages that
 * ask for nothing else. Every name is escaped here, whatever the user put into it.
 *
 * <p>A view lays nothing out itself: pictures need Graphviz, and a page of more than some ten thousand
 * rows is slow in a browser.
 */
package org.metabalance.engine.inspect.view;
