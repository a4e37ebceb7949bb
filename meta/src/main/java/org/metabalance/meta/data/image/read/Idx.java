package org.metabalance.meta.data.image.read;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.metabalance.engine.Shape;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.image.ImageSet;
import org.metabalance.meta.data.image.PixelWriter;

/**
 * A pair of IDX files, as of MNIST and Fashion-MNIST: a header of two zeros, the type 8 (unsigned bytes),
 * the number of axes and each extent as a big-endian number of 32 bits; then the bytes. Images have three
 * axes, or four with channels last; labels one. Either file may be compressed by gzip.
 */
final class Idx {
    private static final Pattern IMAGES = Pattern.compile("(.*/)?[^/]*idx[34][-.]ubyte(\\.gz)?");
    private static final Pattern LABELS = Pattern.compile("(.*/)?[^/]*idx1[-.]ubyte(\\.gz)?");

    /** Sides of images, at most: a header of nonsense should not be believed. */
    private static final int MOST_SIDE = 1 << 14;

    /** Indices on a tape are exact up to this. */
    private static final int MOST_IMAGES = 1 << 24;

    private final Source source;
    private final ReadOptions options;
    private PixelWriter writer;
    private Shape shape;
    private int[] labels;

    private Idx(Source source, ReadOptions options) {
        this.source = source;
        this.options = options;
    }

    static boolean images(String name) {
        return IMAGES.matcher(name).matches();
    }

    static boolean labels(String name) {
        return LABELS.matcher(name).matches();
    }

    /** Returns the usual name of the labels of images. */
    static String labelsOf(String images) {
        int slash = images.lastIndexOf('/') + 1;
        return images.substring(0, slash) + images.substring(slash)
                .replace("images", "labels").replaceFirst("idx[34]", "idx1");
    }

    static ImageSet read(Source source, String images, String labels, ReadOptions options)
            throws IOException {
        if (options.resized() || options.channels() != 0) {
            throw new DataException(
                    "%s: images of IDX files are taken as they are; leave out size and channels"
                            .formatted(source.place(images)));
        }
        return new Idx(source, options).read(images, labels);
    }

    private ImageSet read(String images, String labelsName) throws IOException {
        try {
            source.each(name -> name.equals(images) || name.equals(labelsName), (name, in) -> {
                String place = source.place(name);
                try {
                    InputStream plain = name.endsWith(".gz")
                            ? new Inflated(place, new GZIPInputStream(in, 1 << 16),
                                    Long.MAX_VALUE / 1000)
                            : in;
                    DataInputStream data = new DataInputStream(plain);
                    if (name.equals(images)) {
                        readImages(place, data);
                    } else {
                        readLabels(place, data);
                    }
                } catch (EOFException e) {
                    throw new DataException(
                            place + ": is cut off in its header, or compressed data ends early; get"
                                    + " it anew",
                            e);
                } catch (ZipException e) {
                    throw new DataException(
                            "%s: is not the gzip file its name says: %s"
                                    .formatted(place, Source.reason(e)),
                            e);
                }
            });
            if (writer == null || labels == null) {
                throw new DataException(
                        "%s: has no file %s".formatted(
                                source.path(), writer == null ? images : labelsName));
            }
            if (writer.size() != labels.length) {
                throw new DataException(
                        "%s: has %d images, but %s has %d labels; they do not belong together"
                                .formatted(
                                        source.place(images), writer.size(),
                                        source.place(labelsName), labels.length));
            }
            return ImageSet.of(writer.finish(), labels, classes(labelsName), shape);
        } finally {
            if (writer != null) {
                writer.close();
            }
        }
    }

    private List<String> classes(String labelsName) {
        int classes = Arrays.stream(labels).max().orElse(0) + 1;
        if (classes < 2) {
            throw new DataException(
                    "%s: all labels are 0; needs at least 2 classes"
                            .formatted(source.place(labelsName)));
        }
        return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    }

    private static int[] header(String place, DataInputStream in, int least, int most)
            throws IOException {
        int magic = in.readInt();
        int axes = magic & 0xFF;
        if (magic >>> 8 != 8 || axes < least || axes > most) {
            throw new DataException(
                    "%s: begins with %08x; an IDX file of unsigned bytes with %s begins with %08x"
                            .formatted(
                                    place, magic, least == 1 ? "labels" : "images",
                                    0x800 + least));
        }
        int[] extents = new int[axes];
        for (int i = 0; i < axes; i++) {
            extents[i] = in.readInt();
            int limit = i == 0 ? MOST_IMAGES : MOST_SIDE;
            if (extents[i] < (i == 0 ? 0 : 1) || extents[i] > limit) {
                throw new DataException(
                        "%s: its header says %d for axis %d, which must be at most %d; it is damaged"
                                .formatted(place, extents[i] & 0xFFFFFFFFL, i, limit));
            }
        }
        return extents;
    }

    private void readImages(String place, DataInputStream in) throws IOException {
        int[] extents = header(place, in, 3, 4);
        int channels = extents.length == 4 ? extents[3] : 1;
        if (channels != 1 && channels != 3 || (long) extents[1] * extents[2] > 50_000_000) {
            throw new DataException(
                    "%s: its images are %s; needs 1 or 3 channels and at most 50,000,000 pixels"
                            .formatted(place, Arrays.toString(extents)));
        }
        shape = Shape.of(extents[1], extents[2], channels);
        writer = new PixelWriter(shape.size(), options.memory());
        byte[] image = new byte[shape.size()];
        for (int i = 0; i < extents[0]; i++) {
            int got = full(in, image);
            if (got < image.length) {
                throw new DataException(
                        "%s: is cut off in image %d of the %d that its header tells; get it anew"
                                .formatted(place, i, extents[0]));
            }
            writer.add(image);
        }
        requireEnd(place, in, extents[0] + " images");
    }

    private void readLabels(String place, DataInputStream in) throws IOException {
        int count = header(place, in, 1, 1)[0];
        byte[] all = in.readNBytes(count);
        if (all.length < count) {
            throw new DataException(
                    "%s: is cut off after %d of the %d labels that its header tells; get it anew"
                            .formatted(place, all.length, count));
        }
        requireEnd(place, in, count + " labels");
        labels = new int[count];
        Arrays.setAll(labels, i -> all[i] & 0xFF);
    }

    private static int full(InputStream in, byte[] image) throws IOException {
        try {
            return in.readNBytes(image, 0, image.length);
        } catch (EOFException e) {
            return 0; // a gzip file that is cut off
        }
    }

    private static void requireEnd(String place, InputStream in, String what) throws IOException {
        if (in.read() >= 0) {
            throw new DataException(
                    "%s: goes on after the %s that its header tells; it is damaged"
                            .formatted(place, what));
        }
    }
}
