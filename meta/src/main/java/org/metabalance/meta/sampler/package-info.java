/**
 * Samplers: training sets with other class proportions.
 *
 * <p>A {@link org.metabalance.meta.sampler.Sampler} turns a training set into another one. Those that
 * only choose among the rows are {@link org.metabalance.meta.sampler.RowSampler}s and can also say
 * which rows they chose. All work with any number of classes, draw from an explicit generator and
 * leave the data set they are given as it is.
 *
 * <ul>
 *   <li>Chosen at random: {@link org.metabalance.meta.sampler.Repetition},
 *       {@link org.metabalance.meta.sampler.RandomOverSampler},
 *       {@link org.metabalance.meta.sampler.RandomUnderSampler}.
 *   <li>Chosen by neighbours: {@link org.metabalance.meta.sampler.clean.TomekLinks},
 *       {@link org.metabalance.meta.sampler.clean.EditedNearestNeighbours},
 *       {@link org.metabalance.meta.sampler.clean.AllKnn}, {@link org.metabalance.meta.sampler.clean.NearMiss}.
 *   <li>Made between neighbours: {@link org.metabalance.meta.sampler.synthetic.Smote},
 *       {@link org.metabalance.meta.sampler.synthetic.BorderlineSmote},
 *       {@link org.metabalance.meta.sampler.synthetic.SvmSmote}, {@link org.metabalance.meta.sampler.synthetic.Adasyn}.
 *   <li>Made from many: {@link org.metabalance.meta.sampler.clean.ClusterCentroids}.
 *   <li>Made and then chosen: {@link org.metabalance.meta.sampler.synthetic.SmoteEnn},
 *       {@link org.metabalance.meta.sampler.synthetic.SmoteTomek}.
 * </ul>
 *
 * <p>Those that choose at random look at {@linkplain org.metabalance.meta.data.Examples#groupLabels groups}, which
 * are the classes unless something else is to be balanced.
 *
 * <p>Distances are Euclidean; where columns are categorical they are those of SMOTE-NC. A new row
 * never has a category in part: a vote of neighbours decides.
 *
 * <p>Semantics and defaults follow imbalanced-learn, so that results can be compared: what is
 * different stands at the class. The random numbers are this library's own, so single draws differ.
 *
 * <p>Resample the training part only: a resampled validation or test part measures another problem.
 */
package org.metabalance.meta.sampler;
