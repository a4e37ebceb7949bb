package org.metabalance.studies.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.metabalance.meta.data.image.ImageSet;
import org.metabalance.meta.data.image.read.ImageFiles;
import org.metabalance.meta.data.image.read.ReadOptions;
import org.metabalance.studies.data.TestData;

/**
 * A set of images with a part to train on and one to test on, read when it is first asked for.
 */
public final class ImageSource {
    /** Where Debian's package dataset-fashion-mnist puts the complete set. */
    public static final Path FASHION_PACKAGE = Path.of("/usr/share/datasets/fashion-mnist");

    /** Of a folder named by the user, the file with the images of CIFAR-10 as JPEGs. */
    public static final String CIFAR_FILE = "cifar10_jpg.tar.gz";

    private static final String SHIPPED = "fashion-lt100-train-images-idx3-ubyte.gz";

    private static final List<String> FASHION_CLASSES = List.of(
            "T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag",
            "ankle boot");

    private final String name;
    private final String text;
    private final Supplier<Path> path;
    private final int padding;
    private final List<String> labels;
    private ImageSet train;
    private ImageSet test;

    private ImageSource(
            String name, String text, Supplier<Path> path, int padding,
            List<String> labels) {
        this.name = name;
        this.text = text;
        this.path = path;
        this.padding = padding;
        this.labels = labels;
    }

    /** Returns all of Fashion-MNIST where its package is installed, or else the part that is given. */
    public static ImageSource fashion(Path complete) {
        return Files.isDirectory(complete)
                ? new ImageSource("fashion-mnist",
                        "Fashion-MNIST, complete: 6,000 images of every class to draw from, 1,000 to"
                                + " test on",
                        () -> complete, 2, FASHION_CLASSES)
                : new ImageSource("fashion-mnist-tail",
                        "Fashion-MNIST, the long tail that ships: 1,000 to 10 images of a class to draw"
                                + " from, 100 to test on (the complete set is Debian's package"
                                + " dataset-fashion-mnist)",
                        () -> TestData.file(SHIPPED).getParent(), 2, FASHION_CLASSES);
    }

    /** Returns CIFAR-10 as JPEGs. */
    public static ImageSource cifar(Path file) {
        return new ImageSource("cifar-10-jpeg",
                "CIFAR-10 as JPEGs, which lose something: accuracies are not comparable with those of"
                        + " papers; 5,000 images of every class to draw from, 1,000 to test on",
                () -> file, 4, List.of());
    }

    /** Returns the name in settings and tables. */
    public String name() {
        return name;
    }

    /** Returns what it is, in a clause. */
    public String text() {
        return text;
    }

    /** Returns how far images are shifted at most while they are learned from. */
    public int padding() {
        return padding;
    }

    /** Returns the images to draw from. */
    public synchronized ImageSet train() {
        if (train == null) {
            train = read("train");
        }
        return train;
    }

    /** Returns the images to test on. */
    public synchronized ImageSet test() {
        if (test == null) {
            test = read("test");
        }
        return test;
    }

    /**
     * Looks for the files.
     *
     * @throws org.metabalance.app.console.UserError if they are not there
     */
    public void locate() {
        path.get();
    }

    private ImageSet read(String part) {
        return ImageFiles.read(path.get(), ReadOptions.DEFAULT.withPart(part));
    }

    /** Returns the name of a class of the set. */
    public String label(int c) {
        return c < labels.size() ? labels.get(c) : train().classes().get(c);
    }
}
