package org.metabalance.meta.data.image.read;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.metabalance.engine.Shape;
import org.metabalance.meta.data.DataException;

/** Decodes images of one set: all come out with one size and one number of channels. */
final class ImageDecoder {
    /** The most bytes of an image file. */
    static final int MOST_BYTES = 64 << 20;

    /** The most pixels of an image. */
    static final long MOST_PIXELS = 50_000_000;

    private final ReadOptions options;
    private String first;
    private int height;
    private int width;
    private int channels;

    ImageDecoder(ReadOptions options) {
        this.options = options;
    }

    /** A decoder of images that must have a size, of which {@code whose} says whose it is. */
    ImageDecoder(ReadOptions options, Shape shape, String whose) {
        this(options);
        first = whose;
        height = shape.dim(0);
        width = shape.dim(1);
        channels = shape.dim(2);
    }

    /** Returns the shape that all images have; null before the first. */
    Shape shape() {
        if (first == null) {
            return null;
        }
        return options.resized()
                ? Shape.of(options.height(), options.width(), channels)
                : Shape.of(height, width, channels);
    }

    /**
     * Returns the bytes of an image, {@code [height, width, channels]}.
     *
     * @param place how messages name it
     */
    byte[] decode(String place, InputStream in) throws IOException {
        byte[] file = in.readNBytes(MOST_BYTES + 1);
        if (file.length > MOST_BYTES) {
            throw new DataException(
                    "%s: has more than %d bytes, which no image here may have"
                            .formatted(place, MOST_BYTES));
        }
        try (ImageInputStream stream = new MemoryCacheImageInputStream(
                new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new DataException(
                        place + ": is no PNG, JPEG, GIF or BMP image; leave it out");
            }
            ImageReader reader = readers.next();
            try {
                return decode(place, reader, stream);
            } finally {
                reader.dispose();
            }
        } catch (DataException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // decoders answer nonsense with whatever it leads to
            throw broken(place, Source.reason(e));
        } catch (OutOfMemoryError e) {
            throw broken(place, "it claims more memory than there is");
        }
    }

    private static DataException broken(String place, String why) {
        return new DataException(
                "%s: cannot be decoded: %s; get it anew or leave it out"
                        .formatted(place, Source.printable(why)));
    }

    private byte[] decode(String place, ImageReader reader, ImageInputStream stream)
            throws IOException {
        String[] warning = {null};
        reader.setInput(stream, false, true);
        reader.addIIOReadWarningListener((source, text) -> {
            // the decoder paints what is missing grey
            String lower = text.toLowerCase(Locale.ROOT);
            boolean lost = lower.contains("premature") || lower.contains("truncated")
                    || lower.contains("invalid")
                    || lower.contains("corrupt") && !lower.contains("extraneous");
            if (lost) {
                warning[0] = text;
            }
        });
        int h = reader.getHeight(0);
        int w = reader.getWidth(0);
        if ((long) h * w > MOST_PIXELS) {
            throw new DataException(
                    "%s: has %d x %d pixels, more than %d, which no image here may have"
                            .formatted(place, h, w, MOST_PIXELS));
        }
        if (first != null && !options.resized() && (h != height || w != width)) {
            throw new DataException(
                    "%s: is %d x %d, but %s is %d x %d (height x width); have all resized to one size, or leave it out"
                            .formatted(place, h, w, first, height, width));
        }
        // of the others the JDK reads one, or would look for more in vain
        if (reader.getFormatName().equalsIgnoreCase("gif") && reader.getNumImages(true) > 1) {
            throw new DataException(
                    place + ": holds several images; keep one, or leave it out");
        }
        BufferedImage image = reader.read(0);
        if (warning[0] != null) {
            throw broken(place, warning[0]);
        }
        int own = grey(image.getColorModel()) ? 1 : 3;
        if (first == null) {
            first = place;
            height = h;
            width = w;
            channels = options.channels() == 0 ? own : options.channels();
        } else if (options.channels() == 0 && own != channels) {
            throw new DataException(
                    "%s: is %s, but %s is %s; ask for 1 channel (grey) or 3 (colour)"
                            .formatted(
                                    place, own == 1 ? "grey" : "in colour", first,
                                    channels == 1 ? "grey" : "in colour"));
        }
        byte[] bytes = bytes(image, own, channels);
        return options.resized()
                ? Resample.of(bytes, h, w, channels, options.height(), options.width())
                : bytes;
    }

    private static boolean grey(ColorModel colors) {
        if (colors instanceof IndexColorModel palette) {
            for (int i = 0; i < palette.getMapSize(); i++) {
                if (palette.getRed(i) != palette.getGreen(i)
                        || palette.getRed(i) != palette.getBlue(i)) {
                    return false;
                }
            }
            return true;
        }
        return colors.getNumColorComponents() == 1;
    }

    private static byte[] bytes(BufferedImage image, int own, int channels) {
        int h = image.getHeight();
        int w = image.getWidth();
        byte[] bytes = new byte[h * w * channels];
        // of grey images the JDK's colours are not the numbers in the file: it takes those for linear
        boolean numbers = own == 1 && !(image.getColorModel() instanceof IndexColorModel);
        Raster raster = image.getRaster();
        int bits = image.getColorModel().getComponentSize(0);
        int[] colors = new int[w];
        for (int row = 0; row < h; row++) {
            if (!numbers) {
                image.getRGB(0, row, w, 1, colors, 0, w);
            }
            for (int column = 0; column < w; column++) {
                int at = (row * w + column) * channels;
                if (numbers) {
                    int sample = raster.getSample(column, row, 0);
                    int value = bits >= 8
                            ? sample >>> bits - 8
                            : sample * 255 / ((1 << bits) - 1);
                    for (int c = 0; c < channels; c++) {
                        bytes[at + c] = (byte) value;
                    }
                    continue;
                }
                int red = colors[column] >> 16 & 0xFF;
                int green = colors[column] >> 8 & 0xFF;
                int blue = colors[column] & 0xFF;
                if (channels == 1) {
                    // ITU-R BT.601
                    bytes[at] = (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
                } else {
                    bytes[at] = (byte) red;
                    bytes[at + 1] = (byte) green;
                    bytes[at + 2] = (byte) blue;
                }
            }
        }
        return bytes;
    }
}
