/**
 * Files of labelled images. {@link org.metabalance.meta.data.image.read.ImageFiles#read} takes a pair of IDX
 * files, CIFAR's binary files, or images in a folder for each class; as files in a folder, or as a zip, tar
 * or tar.gz of them. It finds out by names what is there, and says what is ambiguous.
 *
 * <p>What lies there may be anybody's: nothing is written under a name that an archive gives, sizes are
 * checked before memory is taken, and every fault is one line that names file and place.
 *
 * <p>Limits: PNG, JPEG, GIF and BMP as the JDK decodes them; 8 bits a channel are kept of 16; transparency
 * and the orientation that a camera noted are not looked at.
 */
package org.metabalance.meta.data.image.read;
