/** Figures in one style, saved as SVG and PNG. */
package org.metabalance.studies.figure;
