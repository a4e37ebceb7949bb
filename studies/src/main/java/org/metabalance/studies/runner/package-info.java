/**
 * What every study is made of, and what makes it: a {@link org.metabalance.studies.runner.Study} lists its
 * {@link org.metabalance.studies.runner.Trial}s and turns their
 * {@link org.metabalance.studies.runner.Results} into {@link org.metabalance.studies.runner.Findings}.
 * {@link org.metabalance.studies.runner.StudyRunner} does the rest: several trials at once, each kept as
 * soon as it ends, none made twice; {@link org.metabalance.studies.runner.ReportWriter} writes the findings
 * down.
 *
 * <p>A report is the template {@code NAME.md.ftl} beside its study: prose, tables and the words of every
 * verdict stand there, and Java fills in texts and chooses by numbers. Which sentence is true is never
 * written down, always computed.
 *
 * <p>Trials are told apart by their settings alone: whoever changes what a setting means has to rename it,
 * or results of both meanings are taken for one.
 */
package org.metabalance.studies.runner;
