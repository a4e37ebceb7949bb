package org.metabalance.meta.data.image.read;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.image.ImageSet;
import org.metabalance.meta.data.image.PixelWriter;

/**
 * Images in folders, of which each is a class: the class has the folder's name, and a folder in a folder
 * the names of both. What all names begin with is no part of it. Classes and images are in the order of
 * their names.
 */
final class ClassFolders {
    private static final Set<String> PARTS = Set.of("train", "test", "val", "valid", "validation");
    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp");

    private ClassFolders() {}

    static boolean image(String name) {
        return ENDINGS.contains(
                name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    static ImageSet read(Source source, List<String> all, ReadOptions options) throws IOException {
        String root = root(source, all, options.part());
        // beside the class folders anything may lie: a licence, a list
        List<String> files = all.stream().filter(name -> name.startsWith(root))
                .filter(name -> name.indexOf('/', root.length()) >= 0 || image(name)).toList();
        List<String> classes = List.copyOf(classes(source, root, files));
        Map<String, Integer> numbers = new HashMap<>();
        classes.forEach(name -> numbers.put(name, numbers.size()));
        Map<String, Integer> places = new HashMap<>();
        ImageDecoder decoder = new ImageDecoder(options);
        Set<String> wanted = new HashSet<>(files);
        PixelWriter[] writer = {null};
        try {
            source.each(wanted::contains, (name, in) -> {
                byte[] image = decoder.decode(source.place(name), in);
                if (writer[0] == null) {
                    writer[0] = new PixelWriter(image.length, options.memory());
                }
                places.put(name, writer[0].size());
                writer[0].add(image);
            });
            if (places.size() != files.size()) {
                throw new DataException(source.path() + ": was changed while it was read");
            }
            int[] labels = files.stream()
                    .mapToInt(name -> numbers.get(folder(root, name))).toArray();
            return new ImageSet(
                    writer[0].finish(), files.stream().mapToInt(places::get).toArray(), labels,
                    classes, decoder.shape());
        } finally {
            if (writer[0] != null) {
                writer[0].close();
            }
        }
    }

    /** Returns which parts, of those that are usual, lie beside each other. */
    static Set<String> parts(List<String> all) {
        List<String> images = all.stream().filter(ClassFolders::image).toList();
        String root = "";
        while (true) {
            Set<String> folders = new TreeSet<>();
            for (String name : images) {
                int slash = name.indexOf('/', root.length());
                folders.add(slash < 0 ? "" : name.substring(root.length(), slash));
            }
            Set<String> parts = new TreeSet<>(folders);
            parts.retainAll(PARTS);
            if (!parts.isEmpty() || folders.size() != 1 || folders.contains("")) {
                return parts;
            }
            root += folders.iterator().next() + "/";
        }
    }

    /** Returns what the names of the images begin with. */
    private static String root(Source source, List<String> all, String part) {
        List<String> images = all.stream().filter(ClassFolders::image).toList();
        String root = "";
        while (true) {
            Set<String> folders = new TreeSet<>();
            boolean deep = true;
            for (String name : images) {
                int slash = name.indexOf('/', root.length());
                folders.add(slash < 0 ? "" : name.substring(root.length(), slash));
                deep &= slash >= 0 && name.indexOf('/', slash + 1) >= 0;
            }
            if (!part.isEmpty() && folders.contains(part)) {
                return root + part + "/";
            }
            boolean common = deep && folders.size() == 1;
            if (!common) {
                requireOnePart(source, folders, part);
                return root;
            }
            root += folders.iterator().next() + "/";
        }
    }

    private static void requireOnePart(Source source, Set<String> folders, String part) {
        Set<String> parts = new TreeSet<>(folders);
        parts.retainAll(PARTS);
        if (!part.isEmpty()) {
            throw new DataException(
                    "%s: has no part '%s', there are: %s"
                            .formatted(source.path(), part, String.join(", ", folders)));
        }
        if (!parts.isEmpty()) {
            throw new DataException(
                    "%s: has the parts %s; say which is meant"
                            .formatted(source.path(), String.join(", ", parts)));
        }
    }

    private static Set<String> classes(Source source, String root, List<String> files) {
        Set<String> classes = new TreeSet<>();
        for (String name : files) {
            if (!image(name)) {
                throw new DataException(
                        "%s: is no PNG, JPEG, GIF or BMP image by its name; leave it out"
                                .formatted(source.place(name)));
            }
            String folder = folder(root, name);
            if (folder.isEmpty()) {
                throw new DataException(
                        "%s: lies in no folder of a class; put the images of every class into a folder"
                                .formatted(source.place(name)));
            }
            classes.add(folder);
        }
        if (classes.size() < 2) {
            throw new DataException(
                    "%s: needs folders of at least 2 classes, has %s"
                            .formatted(source.path(), classes));
        }
        return classes;
    }

    private static String folder(String root, String name) {
        int slash = name.lastIndexOf('/');
        return slash < root.length() ? "" : name.substring(root.length(), slash);
    }
}
