/**
 * What studies learn from: the tables that ship with the project, the user's
 * ({@link org.metabalance.studies.data.StudyTables}), and problems with two features that are made
 * ({@link org.metabalance.studies.data.SyntheticProblem}).
 *
 * <p>Tables only: a study of other data brings its own, as {@code adult} does.
 */
package org.metabalance.studies.data;
