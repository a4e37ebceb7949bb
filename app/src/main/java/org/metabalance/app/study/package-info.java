/**
 * Studies: many trainings that together answer a question, each a command.
 *
 * <p>A {@link org.metabalance.app.study.Study} lists its {@link org.metabalance.app.study.Trial}s and
 * turns their {@link org.metabalance.app.study.Results} into a {@link org.metabalance.app.study.Report}.
 * {@link org.metabalance.app.study.StudyRunner} does the rest: several trials at once, each kept as soon
 * as it ends, none made twice.
 */
package org.metabalance.app.study;
