package org.metabalance.meta.data.image;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.metabalance.engine.Shape;

/**
 * Labelled images of one size, as bytes: height, width and channels, channels last. A part of a set
 * shares the pixels of the whole. Does not change; may be read by several threads.
 */
public final class ImageSet {
    private final PixelStore pixels;
    private final int[] places;
    private final int[] labels;
    private final List<String> classes;
    private final Shape shape;

    /**
     * Creates a set.
     *
     * @param pixels of all images in the store
     * @param places which of them, in the order of the set; live
     * @param labels the class of every image, an index into {@code classes}; live
     * @param classes the names of the classes, at least 2
     * @param shape {@code [height, width, channels]}, of 1 channel (grey) or 3 (red, green, blue)
     */
    public ImageSet(
            PixelStore pixels, int[] places, int[] labels, List<String> classes, Shape shape) {
        this.pixels = pixels;
        this.places = places;
        this.labels = labels;
        this.classes = List.copyOf(classes);
        this.shape = shape;
        if (shape.rank() != 3 || shape.dim(2) != 1 && shape.dim(2) != 3
                || shape.size() != pixels.bytes()) {
            throw new IllegalArgumentException(
                    "images: need a shape [height, width, 1 or 3] of their bytes, got %s for %d"
                            .formatted(shape, pixels.bytes()));
        }
        if (places.length != labels.length) {
            throw new IllegalArgumentException(
                    "images: need a label each, got %d images and %d labels"
                            .formatted(places.length, labels.length));
        }
        if (classes.size() < 2) {
            throw new IllegalArgumentException("images: need at least 2 classes, got " + classes);
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes.size()) {
                throw new IllegalArgumentException(
                        "images: labels must be in 0 .. %d, got %d at image %d"
                                .formatted(classes.size() - 1, labels[i], i));
            }
        }
    }

    /** Creates a set of all images of a store, in its order. */
    public static ImageSet of(
            PixelStore pixels, int[] labels, List<String> classes, Shape shape) {
        return new ImageSet(
                pixels, IntStream.range(0, pixels.size()).toArray(), labels, classes, shape);
    }

    /** Returns the number of images. */
    public int size() {
        return labels.length;
    }

    /** Returns {@code [height, width, channels]}. */
    public Shape shape() {
        return shape;
    }

    /** Returns the number of channels: 1 for grey, 3 for colour. */
    public int channels() {
        return shape.dim(2);
    }

    /** Returns the names of the classes. */
    public List<String> classes() {
        return classes;
    }

    /** Returns the class of every image; live. */
    public int[] labels() {
        return labels;
    }

    /** Returns the number of images of every class. */
    public int[] classCounts() {
        int[] counts = new int[classes.size()];
        Arrays.stream(labels).forEach(label -> counts[label]++);
        return counts;
    }

    /** Copies the bytes of an image, {@code [height, width, channels]} in row-major order. */
    public void read(int index, byte[] to) {
        pixels.read(places[index], to);
    }

    /** Returns the images of {@code indices}, in that order; one may be taken repeatedly. */
    public ImageSet select(int[] indices) {
        return new ImageSet(
                pixels,
                Arrays.stream(indices).map(i -> places[i]).toArray(),
                Arrays.stream(indices).map(i -> labels[i]).toArray(),
                classes,
                shape);
    }

    /**
     * Returns the same images with other classes.
     *
     * @param other the names of the classes
     * @param theirs the class of every image, an index into {@code other}; live
     */
    public ImageSet withClasses(List<String> other, int[] theirs) {
        return new ImageSet(pixels, places, theirs, other, shape);
    }

    /** Returns whether images of {@code other} can be told apart by the same model. */
    public boolean like(ImageSet other) {
        return shape.equals(other.shape) && classes.equals(other.classes);
    }

    /** Returns whether some of the pixels lie on a disk and not in memory. */
    public boolean onDisk() {
        return pixels.onDisk();
    }

    @Override
    public String toString() {
        return "images [%d, %d, %d, %d], %d classes %s"
                .formatted(
                        size(), shape.dim(0), shape.dim(1), shape.dim(2), classes.size(),
                        Arrays.toString(classCounts()));
    }
}
