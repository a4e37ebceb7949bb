/**
 * Images. An {@link org.metabalance.meta.data.image.ImageSet} is labelled images of one size as bytes, in
 * memory or, when there are too many, in a temporary file with a bounded cache; {@link
 * org.metabalance.meta.data.image.ImageExamples} are these as methods see them: scaled per channel, and
 * augmented while they are learned from. Files are read by {@link org.metabalance.meta.data.image.read}.
 *
 * <p>Limits: 8 bits a channel; 1 or 3 channels; labels lie in memory. A batch is filled by the thread
 * that runs the program, before each run.
 */
package org.metabalance.meta.data.image;
