/**
 * Trains and tests few-shot learners: {@link org.metabalance.meta.fewshot.training.Training} and {@link
 * org.metabalance.meta.fewshot.training.EpisodeTest}.
 *
 * <p>An episode is compiled once and replayed: its images, labels and the weights of its classes are inputs. The
 * support set has as many places as the largest of its kind needs, and those that an episode does not fill count
 * in nothing. Tasks of an update run one after the other.
 */
package org.metabalance.meta.fewshot.training;
