package org.metabalance.meta.fewshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.metabalance.engine.Shape;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.image.ChannelScale;
import org.metabalance.meta.data.image.ImageExamples;
import org.metabalance.meta.data.image.ImageSet;
import org.metabalance.meta.data.image.PixelWriter;
import org.metabalance.meta.data.image.augment.Augmentation;
import org.metabalance.meta.data.image.augment.RandomCrop;

/**
 * Images of many classes, gathered for tasks to be drawn of: those of several places together, and, for
 * characters, quarter turns as classes of their own (Santoro et al., ICML 2016; Vinyals et al., NIPS 2016).
 *
 * @param images the images with their classes; a turned class is named {@code NAME turned 90}
 * @param units the class that each class is, or is turned from: what must not be divided
 * @param dropped how many images were left out because their class has one with the same pixels
 */
public record ClassPool(ImageSet images, int[] units, int dropped) {
    private static final int[] TURNS = {0, 90, 180, 270};

    /**
     * Gathers images. Classes of one name are one class.
     *
     * @param sets of one shape
     * @param turned whether quarter turns are further classes: square images only
     * @param memory how many bytes of pixels may be kept in memory
     * @throws DataException if the sets have images of different shapes, or are to be turned and not square
     */
    public static ClassPool of(List<ImageSet> sets, boolean turned, long memory) {
        Shape shape = sets.getFirst().shape();
        for (ImageSet set : sets) {
            if (!set.shape().equals(shape)) {
                throw new DataException(
                        "few-shot: images of all places need one size, got %s and %s"
                                .formatted(shape, set.shape()));
            }
        }
        if (turned && shape.dim(0) != shape.dim(1)) {
            throw new DataException(
                    "few-shot: quarter turns need square images, got %s".formatted(shape));
        }
        Map<String, Set<Pixels>> classes = new LinkedHashMap<>();
        int dropped = 0;
        for (ImageSet set : sets) {
            for (int i = 0; i < set.size(); i++) {
                byte[] image = new byte[shape.size()];
                set.read(i, image);
                String name = set.classes().get(set.labels()[i]);
                boolean isNew = classes.computeIfAbsent(name, _ -> new LinkedHashSet<>())
                        .add(new Pixels(image));
                dropped += isNew ? 0 : 1;
            }
        }
        return new Writer(shape, memory).write(classes, turned ? TURNS : new int[] {0}, dropped);
    }

    /** Returns the units by what stands before the last {@code /} of a class's name: folders, alphabets. */
    public int[] folders() {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        int[] folders = new int[units.length];
        for (int c = 0; c < folders.length; c++) {
            String name = images.classes().get(units[c]);
            String folder = name.substring(0, Math.max(0, name.lastIndexOf('/')));
            folders[c] = numbers.computeIfAbsent(folder, _ -> numbers.size());
        }
        return folders;
    }

    /**
     * Returns the images as examples: scaled by those of the classes to learn on, and augmented, where anybody
     * learns from them, by shifts and, with colours, flips.
     */
    public ImageExamples examples(ClassSplit parts) {
        boolean[] learned = new boolean[images.classes().size()];
        for (int c : parts.train()) {
            learned[c] = true;
        }
        int[] rows = IntStream.range(0, images.size())
                .filter(i -> learned[images.labels()[i]]).toArray();
        int shift = Math.max(1, images.shape().dim(0) / 10);
        return new ImageExamples(
                images, ChannelScale.fit(images.select(rows)),
                images.channels() == 1
                        ? Augmentation.of(new RandomCrop(shift, RandomCrop.Padding.REFLECT))
                        : Augmentation.cropAndFlip(shift));
    }

    /** The pixels of an image, to be compared. */
    private record Pixels(byte[] bytes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Pixels(byte[] theirs) && Arrays.equals(bytes, theirs);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    private record Writer(Shape shape, long memory) {
        ClassPool write(Map<String, Set<Pixels>> classes, int[] turns, int dropped) {
            List<String> names = new ArrayList<>();
            List<Integer> labels = new ArrayList<>();
            int[] units = new int[classes.size() * turns.length];
            try (PixelWriter writer = new PixelWriter(shape.size(), memory)) {
                // all turns of a class one after the other
                for (Map.Entry<String, Set<Pixels>> one : classes.entrySet()) {
                    int unit = names.size();
                    for (int turn : turns) {
                        units[names.size()] = unit;
                        for (Pixels image : one.getValue()) {
                            writer.add(turned(image.bytes(), turn / 90));
                            labels.add(names.size());
                        }
                        names.add(turn == 0 ? one.getKey() : one.getKey() + " turned " + turn);
                    }
                }
                if (new HashSet<>(names).size() != names.size()) {
                    throw new DataException("few-shot: two classes have one name when turned");
                }
                return new ClassPool(
                        ImageSet.of(
                                writer.finish(),
                                labels.stream().mapToInt(Integer::intValue).toArray(), names,
                                shape),
                        units, dropped);
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "few-shot: images cannot be kept: " + e.getMessage(), e);
            }
        }

        /** Turns a square image by quarters against the clock, as numpy's rot90 does. */
        private byte[] turned(byte[] image, int quarters) {
            byte[] from = image;
            int side = shape.dim(0);
            int channels = shape.dim(2);
            for (int q = 0; q < quarters; q++) {
                byte[] to = new byte[from.length];
                for (int row = 0; row < side; row++) {
                    for (int column = 0; column < side; column++) {
                        int source = (column * side + side - 1 - row) * channels;
                        System.arraycopy(from, source, to, (row * side + column) * channels,
                                channels);
                    }
                }
                from = to;
            }
            return from;
        }
    }
}
