package org.metabalance.meta.data.image.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.metabalance.engine.Shape;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.image.ImageSet;
import org.metabalance.meta.data.image.PixelWriter;

/**
 * The binary files of CIFAR-10 and CIFAR-100: records of a label, in CIFAR-100 of a coarse label and a fine
 * one, of which the fine one is taken, and 3,072 bytes: red, then green, then blue, each 32 rows of 32.
 */
final class Cifar {
    private static final int SIDE = 32;
    private static final int PLANE = SIDE * SIDE;
    private static final Pattern TEN = Pattern.compile("(.*/)?(data_batch_\\d+|test_batch)\\.bin");
    private static final Pattern HUNDRED = Pattern.compile("(.*/)?(train|test)\\.bin");

    private final Source source;
    private final int classes;
    private final PixelWriter writer;
    private final Map<String, int[]> places = new TreeMap<>();
    private final Map<String, int[]> labels = new TreeMap<>();
    private List<String> names;

    private Cifar(Source source, int classes, ReadOptions options) {
        this.source = source;
        this.classes = classes;
        writer = new PixelWriter(3 * PLANE, options.memory());
    }

    static boolean file(String name) {
        return TEN.matcher(name).matches() || HUNDRED.matcher(name).matches();
    }

    /** Returns which part a file belongs to. */
    static String part(String name) {
        return name.substring(name.lastIndexOf('/') + 1).startsWith("test") ? "test" : "train";
    }

    static ImageSet read(Source source, List<String> files, List<String> all, ReadOptions options)
            throws IOException {
        if (options.resized() || options.channels() == 1) {
            throw new DataException(
                    "%s: images of CIFAR's binary files are taken as they are; leave out size and channels"
                            .formatted(source.path()));
        }
        boolean hundred = HUNDRED.matcher(files.getFirst()).matches();
        if (files.stream().anyMatch(name -> HUNDRED.matcher(name).matches() != hundred)) {
            throw new DataException(
                    "%s: has files of CIFAR-10 and of CIFAR-100: %s; keep them apart"
                            .formatted(source.path(), String.join(", ", files)));
        }
        Cifar cifar = new Cifar(source, hundred ? 100 : 10, options);
        try {
            return cifar.read(files, all.stream()
                    .filter(name -> name.endsWith(
                            hundred ? "fine_label_names.txt" : "batches.meta.txt"))
                    .findFirst().orElse(""));
        } finally {
            cifar.writer.close();
        }
    }

    private ImageSet read(List<String> files, String meta) throws IOException {
        source.each(name -> files.contains(name) || name.equals(meta), (name, in) -> {
            if (name.equals(meta)) {
                names = new String(in.readNBytes(1 << 16), StandardCharsets.UTF_8).lines()
                        .map(String::strip).filter(line -> !line.isEmpty()).toList();
            } else {
                records(name, in);
            }
        });
        if (names != null && names.size() != classes) {
            throw new DataException(
                    "%s: names %d classes, the data has %d"
                            .formatted(source.place(meta), names.size(), classes));
        }
        // an archive's order is not that of the names
        int[] order = places.values().stream().flatMapToInt(IntStream::of).toArray();
        int[] ofImages = labels.values().stream().flatMapToInt(IntStream::of).toArray();
        List<String> known = names != null
                ? names
                : IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        return new ImageSet(
                writer.finish(), order, ofImages, known, Shape.of(SIDE, SIDE, 3));
    }

    private void records(String name, InputStream in) throws IOException {
        int head = classes == 100 ? 2 : 1;
        byte[] record = new byte[head + 3 * PLANE];
        byte[] image = new byte[3 * PLANE];
        List<Integer> own = new ArrayList<>();
        int begin = writer.size();
        while (true) {
            int got = in.readNBytes(record, 0, record.length);
            if (got == 0) {
                break;
            }
            if (got < record.length) {
                throw new DataException(
                        "%s: is cut off in image %d, after %d of %d bytes; get it anew"
                                .formatted(
                                        source.place(name), own.size(), got, record.length));
            }
            int label = record[head - 1] & 0xFF;
            if (label >= classes) {
                throw new DataException(
                        "%s: image %d has the label %d, which must be below %d: it is no file of CIFAR-%d"
                                .formatted(
                                        source.place(name), own.size(), label, classes, classes));
            }
            for (int i = 0; i < PLANE; i++) {
                for (int c = 0; c < 3; c++) {
                    image[3 * i + c] = record[head + c * PLANE + i];
                }
            }
            writer.add(image);
            own.add(label);
        }
        places.put(name, IntStream.range(begin, writer.size()).toArray());
        labels.put(name, own.stream().mapToInt(Integer::intValue).toArray());
    }
}
