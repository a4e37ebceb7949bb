package org.metabalance.meta.data.image.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.metabalance.engine.Shape;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.image.ImageSet;

/** Reads files of labelled images. */
public final class ImageFiles {
    private ImageFiles() {}

    /** Reads images as they are. */
    public static ImageSet read(Path path) {
        return read(path, ReadOptions.DEFAULT);
    }

    /**
     * Reads images.
     *
     * @param path a folder, or a zip, tar or tar.gz file of one, with
     *     <ul>
     *       <li>a pair of IDX files, {@code NAME-images-idx3-ubyte} and {@code NAME-labels-idx1-ubyte}, with
     *           {@code .gz} or without: of several pairs that whose name has the part in it, {@code test}
     *           also standing for {@code t10k}; or
     *       <li>the binary files of CIFAR-10 or CIFAR-100: parts {@code train} and {@code test}; or
     *       <li>a folder of PNG, JPEG, GIF or BMP images for each class: parts are folders above these;
     *     </ul>
     *     or one of the files of IDX images or of CIFAR
     * @throws DataException if there are none, or they are not sound: names file and place
     */
    public static ImageSet read(Path path, ReadOptions options) {
        try {
            if (!Files.exists(path)) {
                throw new DataException(path + ": no such file or folder");
            }
            Source source = Source.of(path);
            return source == null ? file(path, options) : read(source, options);
        } catch (DataException e) {
            throw oneLine(e);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /**
     * Returns which of the parts {@code train} and {@code test} lie apart at a path, see {@link #read(Path,
     * ReadOptions)}; none of a single file.
     *
     * @throws DataException if it cannot be read
     */
    public static Set<String> parts(Path path) {
        try {
            if (!Files.exists(path)) {
                throw new DataException(path + ": no such file or folder");
            }
            Source source = Source.of(path);
            List<String> names = source == null ? List.of() : source.names();
            Set<String> parts = new TreeSet<>();
            for (String part : List.of("train", "test")) {
                if (names.stream().anyMatch(Idx::images)) {
                    addIf(parts, part,
                            names.stream().anyMatch(name -> Idx.images(name) && has(name, part)));
                } else if (names.stream().anyMatch(Cifar::file)) {
                    addIf(parts, part, names.stream().filter(Cifar::file)
                            .anyMatch(name -> Cifar.part(name).equals(part)));
                } else {
                    addIf(parts, part, ClassFolders.parts(names).contains(part));
                }
            }
            return parts;
        } catch (DataException e) {
            throw oneLine(e);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static void addIf(Set<String> parts, String part, boolean there) {
        if (there) {
            parts.add(part);
        }
    }

    /**
     * Reads images of whatever class, such as are to be predicted: of files as {@link #read(Path,
     * ReadOptions)} takes them, and images in any folders, or a single one.
     *
     * @param shape what all of them must have; colour becomes grey, and grey colour, if it says so
     * @param classes the names of the classes that are known
     * @throws DataException if there are none, or they are not sound, or of another size: names file and
     *     both sizes
     */
    public static Gallery readGallery(
            Path path, Shape shape, List<String> classes, ReadOptions options) {
        try {
            if (!Files.exists(path)) {
                throw new DataException(path + ": no such file or folder");
            }
            return GalleryReader.read(path, shape, classes, options);
        } catch (DataException e) {
            throw oneLine(e);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /**
     * Reads a pair of IDX files of any names, with {@code .gz} or without.
     *
     * @throws DataException if they are not sound: names file and place
     */
    public static ImageSet readIdx(Path images, Path labels, ReadOptions options) {
        Path folder = Path.of("").toAbsolutePath();
        String first = images.toAbsolutePath().toString();
        String second = labels.toAbsolutePath().toString();
        try {
            return Idx.read(
                    new FolderSource(folder, Set.of(first, second)), first, second, options);
        } catch (DataException e) {
            throw oneLine(e);
        } catch (IOException e) {
            throw unreadable(images, e);
        }
    }

    /** Names in an archive may be anything. */
    private static DataException oneLine(DataException e) {
        String line = Source.printable(e.getMessage());
        return line.equals(e.getMessage()) ? e : new DataException(line, e);
    }

    private static DataException unreadable(Path path, IOException e) {
        return new DataException(
                Source.printable("%s: cannot be read: %s".formatted(path, e)), e);
    }

    private static ImageSet file(Path path, ReadOptions options) throws IOException {
        String name = path.getFileName().toString();
        Path folder = path.toAbsolutePath().getParent();
        if (Idx.images(name)) {
            String labels = labels(
                    path.toString(), name, other -> Files.exists(folder.resolve(other)));
            return Idx.read(
                    new FolderSource(folder, Set.of(name, labels)), name, labels, options);
        }
        if (Cifar.file(name)) {
            return Cifar.read(
                    new FolderSource(folder, Set.of(name)), List.of(name), List.of(), options);
        }
        throw new DataException(
                "%s: is no folder, zip, tar or tar.gz, nor a file of images in IDX (*-images-idx3-ubyte) or CIFAR's format"
                        .formatted(path));
    }

    private static ImageSet read(Source source, ReadOptions options) throws IOException {
        List<String> names = source.names();
        if (names.stream().anyMatch(Idx::images)) {
            String images = one(source, names.stream().filter(Idx::images).toList(),
                    options.part());
            String labels = labels(source.place(images), images, names::contains);
            return Idx.read(source, images, labels, options);
        }
        if (names.stream().anyMatch(Cifar::file)) {
            return Cifar.read(source, cifar(source, names, options.part()), names, options);
        }
        if (names.stream().anyMatch(ClassFolders::image)) {
            return ClassFolders.read(source, names, options);
        }
        throw new DataException(
                "%s: has no images: needs a pair of IDX files, CIFAR's binary files, or a folder of images for each class; found %s"
                        .formatted(
                                source.path(), names.isEmpty()
                                        ? "nothing"
                                        : String.join(", ", names.stream().limit(5).toList())));
    }

    private static String one(Source source, List<String> images, String part) {
        List<String> fit = part.isEmpty()
                ? images
                : images.stream().filter(name -> has(name, part)).toList();
        if (fit.size() == 1) {
            return fit.getFirst();
        }
        throw new DataException(
                "%s: has %d files of IDX images%s: %s; say which part is meant, such as train or test"
                        .formatted(
                                source.path(), fit.size(),
                                part.isEmpty() ? "" : " of part '" + part + "'",
                                String.join(", ", images)));
    }

    private static boolean has(String name, String part) {
        List<String> words = Arrays.asList(name.split("[-_./]"));
        return words.contains(part) || part.equals("test") && words.contains("t10k");
    }

    /** Returns the name of the labels of images, packed or not as the images are or otherwise. */
    private static String labels(String place, String images, Predicate<String> there) {
        String usual = Idx.labelsOf(images);
        String plain = usual.endsWith(".gz") ? usual.substring(0, usual.length() - 3) : usual;
        return Stream.of(usual, plain, plain + ".gz").filter(there).findFirst()
                .orElseThrow(() -> new DataException(
                        "%s: its labels are missing: %s".formatted(place, usual)));
    }

    private static List<String> cifar(Source source, List<String> names, String part) {
        List<String> files = names.stream().filter(Cifar::file).toList();
        List<String> parts = files.stream().map(Cifar::part).distinct().sorted().toList();
        String meant = part.isEmpty() && parts.size() == 1 ? parts.getFirst() : part;
        if (!parts.contains(meant)) {
            throw new DataException(
                    "%s: has the parts %s%s; say which is meant"
                            .formatted(
                                    source.path(), String.join(", ", parts),
                                    part.isEmpty() ? "" : ", but no '" + part + "'"));
        }
        return files.stream().filter(name -> Cifar.part(name).equals(meant)).toList();
    }
}
