/**
 * What there is to know about a table before anything is trained on it: distributions, classes, rows that
 * repeat others, identifiers, and columns that give the label away.
 */
package org.metabalance.app.inspect;
