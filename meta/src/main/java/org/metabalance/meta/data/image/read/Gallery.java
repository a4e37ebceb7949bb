package org.metabalance.meta.data.image.read;

import java.util.List;
import org.metabalance.meta.data.image.ImageSet;

/**
 * Images of whatever class, with what tells them apart.
 *
 * @param images the images, with the classes that are known; of an image of none of them the label there
 *     means nothing
 * @param names of every image: that of its file, or its number in a file of many
 * @param labels the class of every image as its folder or its file tells it, -1 where that is none of those
 *     that are known; not copied
 */
public record Gallery(ImageSet images, List<String> names, int[] labels) {
    /** Copies the names. */
    public Gallery {
        names = List.copyOf(names);
    }
}
