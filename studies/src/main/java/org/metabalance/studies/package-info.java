/**
 * Studies: many trainings that together answer a question, with their figures and references; the
 * command {@code study}.
 *
 * <p>{@link org.metabalance.studies.Studies} names all there are, one package each, and only the command
 * asks it. No other room knows this one, and no study another.
 */
package org.metabalance.studies;
