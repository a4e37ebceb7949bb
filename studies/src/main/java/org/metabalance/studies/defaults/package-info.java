/**
 * Study {@code defaults}: how long, how fast and how wide networks should be trained unless the user says
 * otherwise, and whether the tuning grids are wide enough.
 *
 * <p>All by validation rows: no trial looks at test rows, so that what is chosen here does not flatter the
 * studies. One half of the validation rows chooses the epoch and the other half measures it, by turns: rows
 * that choose prefer the longer training, whatever it brings.
 */
package org.metabalance.studies.defaults;
