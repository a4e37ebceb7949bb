/**
 * Scores of rows by a model that {@code metabalance train} wrote, in a program of one's own: {@link
 * org.metabalance.scoring.ScoringModel}. The command's {@code predict} scores by the same code. Models of images
 * and graphs are not for it.
 */
package org.metabalance.scoring;
