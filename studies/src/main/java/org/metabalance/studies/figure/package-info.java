/**
 * Figures in one style, saved as SVG and PNG: charts of lines by XChart, and what it does not draw (maps of
 * scores, dots with errors, critical differences, heat maps).
 *
 * <p>The same figure on the same machine gives the same bytes; fonts, and so the bytes, differ between
 * machines.
 */
package org.metabalance.studies.figure;
