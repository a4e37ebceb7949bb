package org.metabalance.meta.data.image.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.metabalance.engine.Shape;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.image.ImageSet;
import org.metabalance.meta.data.image.PixelWriter;

/** Reads images of whatever class. Files that are no images by their names are passed over. */
final class GalleryReader {
    private GalleryReader() {}

    static Gallery read(Path path, Shape shape, List<String> classes, ReadOptions options)
            throws IOException {
        Source source = Source.of(path);
        if (source == null && ClassFolders.image(path.getFileName().toString())) {
            source = new FolderSource(
                    path.toAbsolutePath().getParent(), Set.of(path.getFileName().toString()));
        }
        List<String> names = source == null ? List.of() : source.names();
        boolean packed = names.stream().anyMatch(name -> Idx.images(name) || Cifar.file(name));
        if (source == null || packed) {
            return packed(path, shape, classes, options);
        }
        List<String> files = names.stream().filter(ClassFolders::image).toList();
        if (files.isEmpty()) {
            throw new DataException(
                    "%s: has no PNG, JPEG, GIF or BMP image, nor images in IDX or CIFAR's format"
                            .formatted(path));
        }
        return files(source, files, shape, classes, options);
    }

    private static Gallery packed(
            Path path, Shape shape, List<String> classes, ReadOptions options) {
        ImageSet images = ImageFiles.read(path, options);
        if (!images.shape().equals(shape)) {
            throw new DataException(
                    "%s: its images are %s, those of the model are %s (height, width, channels)"
                            .formatted(path, images.shape(), shape));
        }
        int[] known = images.classes().stream().mapToInt(classes::indexOf).toArray();
        int[] labels = Arrays.stream(images.labels()).map(label -> known[label]).toArray();
        int[] all = IntStream.range(0, images.size()).toArray();
        return new Gallery(
                images.withClasses(classes, atLeastZero(labels)),
                Arrays.stream(all).mapToObj(Integer::toString).toList(), labels);
    }

    private static int[] atLeastZero(int[] labels) {
        return Arrays.stream(labels).map(label -> Math.max(0, label)).toArray();
    }

    private static Gallery files(
            Source source, List<String> files, Shape shape, List<String> classes,
            ReadOptions options) throws IOException {
        ImageDecoder decoder = new ImageDecoder(
                options.withChannels(shape.dim(2)), shape, "every image of the model");
        Map<String, Integer> places = new HashMap<>();
        Set<String> wanted = new HashSet<>(files);
        try (PixelWriter writer = new PixelWriter(shape.size(), options.memory())) {
            source.each(wanted::contains, (name, in) -> {
                places.put(name, writer.size());
                writer.add(decoder.decode(source.place(name), in));
            });
            if (places.size() != files.size()) {
                throw new DataException(source.path() + ": was changed while it was read");
            }
            int[] labels = files.stream().mapToInt(name -> label(name, classes)).toArray();
            ImageSet images = new ImageSet(
                    writer.finish(), files.stream().mapToInt(places::get).toArray(),
                    atLeastZero(labels), classes, shape);
            return new Gallery(images, files, labels);
        }
    }

    /** The class whose name its folder has, or ends with: of several the longest. */
    private static int label(String file, List<String> classes) {
        int slash = file.lastIndexOf('/');
        String folder = slash < 0 ? "" : "/" + file.substring(0, slash);
        return IntStream.range(0, classes.size())
                .filter(c -> folder.endsWith("/" + classes.get(c))).boxed()
                .max((a, b) -> Integer.compare(
                        classes.get(a).length(), classes.get(b).length()))
                .orElse(-1);
    }
}
