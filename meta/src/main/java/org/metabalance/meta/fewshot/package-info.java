/**
 * Few-shot learning with class imbalance: tasks of a few classes, of which each has a few labelled examples -
 * more of some than of others. Ochal et al., "Few-Shot Learning with Class Imbalance", arXiv 2101.02523.
 * {@link org.metabalance.meta.fewshot.Episodes} draws the tasks, {@link org.metabalance.meta.fewshot.Strategy}
 * does something about the imbalance, and the room {@code learner} has those that learn.
 *
 * <p>Classes are few in a task and many altogether; those of training, validation and test are others. An
 * episode is a task with its support set, which is learned from, and its query set, which is predicted. Its
 * number and the seed alone decide what is in it.
 */
package org.metabalance.meta.fewshot;
