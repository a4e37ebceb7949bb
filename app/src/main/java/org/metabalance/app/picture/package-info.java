/**
 * Figures in one style, saved as SVG and PNG: lines, dots with errors, critical differences, heat maps and
 * maps of scores. Each explains itself: axes, a key of its colours and signs, a colour bar where colours
 * are numbers, marks where something lies outside; and the same in words, in the file and in reports.
 *
 * <p>They are drawn here, with Java's graphics and Batik's writer of SVG, for chart libraries for Java
 * write texts as outlines, or at left edges that hold in one font alone, and say nothing in words.
 */
package org.metabalance.app.picture;
