/**
 * The tuned plain recipe of Shwartz-Ziv et al., "Simplifying neural network training under class imbalance",
 * NeurIPS 2023, arXiv 2312.02517: no loss and no sampler for imbalance, but the ingredients that every training
 * has, chosen with care. A {@link org.metabalance.meta.method.recipe.Recipe} is a method of such {@link
 * org.metabalance.meta.method.recipe.Ingredients}: batch, label smoothing, augmentation, weight decay, width,
 * {@link org.metabalance.meta.method.recipe.Sharpness} and {@link
 * org.metabalance.meta.method.recipe.SelfSupervision}. What is tried when a recipe is tuned stands in {@link
 * org.metabalance.meta.catalog.TuningGrids}: as many variants as of every other method.
 *
 * <p>Limits: augmentation and two views of an example are known for tables and images alone; no pre-training,
 * no random resized crops, and the optimizer is that of all methods, Adam, where the authors use gradient
 * descent with momentum.
 */
package org.metabalance.meta.method.recipe;
