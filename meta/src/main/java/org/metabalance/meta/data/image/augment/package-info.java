/**
 * Augmentation of images while they are learned from. An {@link
 * org.metabalance.meta.data.image.augment.Augmentation} changes the numbers of one image in place; what is
 * random depends on the generator it is given alone, which is made of seed, batch, run and place: so the
 * bits do not depend on threads or on what was augmented before. {@link
 * org.metabalance.meta.data.image.augment.RandomCrop}, {@link
 * org.metabalance.meta.data.image.augment.HorizontalFlip}, {@link
 * org.metabalance.meta.data.image.augment.CutOut}, {@link
 * org.metabalance.meta.data.image.augment.ColorJitter}, one after the other, or one's own.
 *
 * <p>Limits: no rotation, no other scale. Mixtures of images are methods, in
 * {@link org.metabalance.meta.method}: they are about labels too.
 */
package org.metabalance.meta.data.image.augment;
