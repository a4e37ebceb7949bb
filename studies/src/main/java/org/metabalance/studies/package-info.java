/**
 * Studies: many trainings that together answer a question, each a command.
 *
 * <p>A {@link org.metabalance.studies.runner.Study} lists its {@link org.metabalance.studies.runner.Trial}s and
 * turns their {@link org.metabalance.studies.runner.Results} into a {@link org.metabalance.studies.runner.Report}.
 * {@link org.metabalance.studies.runner.StudyRunner} does the rest: several trials at once, each kept as soon
 * as it ends, none made twice.
 */
package org.metabalance.studies;
