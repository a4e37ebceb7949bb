/**
 * Study {@code adult}: how close learned points and MetaBalance come to the rows that were left out, on the
 * data set Adult of the UCI repository, which the user brings.
 */
package org.metabalance.studies.adult;
