package org.metabalance.app.option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.divide.Rounds;
import org.metabalance.app.results.ImageChoices;
import org.metabalance.app.results.SavedComparison;
import org.metabalance.app.results.Subject;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.Imbalance;
import org.metabalance.meta.data.Split;
import org.metabalance.meta.data.image.ImageSet;
import org.metabalance.meta.data.image.augment.Augmentation;
import org.metabalance.meta.data.image.read.ImageFiles;
import org.metabalance.meta.data.image.read.ReadOptions;
import org.metabalance.meta.metric.ClassGroups;
import org.metabalance.meta.protocol.Division;
import org.metabalance.meta.protocol.ImageSplits;
import org.metabalance.meta.protocol.Splits;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which images to learn from, and the way from them to image sets. */
public final class ImageOptions {
    /** Options about the columns and rows of a table, which images do not have. */
    private static final List<String> OF_TABLES = List.of(
            "--data", "--label", "--positive", "--drop", "--schema", "--strict", "--rare-classes",
            "--no-reference", "--time-column", "--group-column", "--keep-split-column");

    private static final List<String> OF_IMAGES = List.of(
            "--test-images", "--resize", "--channels", "--augment", "--imbalance");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--images",
            paramLabel = "PATH",
            description = {
                "Images instead of a table: a folder with a folder of images for each class, IDX files"
                        + " (*-images-idx3-ubyte beside *-labels-idx1-ubyte, plain or .gz), or CIFAR's"
                        + " binary files; or a zip, tar or tar.gz of these.",
                "Parts train and test beside each other are found."
            })
    private Path images;

    @Option(
            names = "--test-images",
            paramLabel = "PATH",
            description = "Images to test on in every run, as --images. Default: part test of --images; if"
                    + " there is none, 20 %% of its images, others for every seed.")
    private Path testImages;

    @Mixin
    private ImageReading reading;

    @Option(
            names = "--augment",
            paramLabel = "WHAT",
            description = "How images are changed while they are learned from: none, or crop, flip, cutout,"
                    + " colour, joined as in crop-flip. Default crop-flip for images in colour, crop for"
                    + " grey ones: digits and letters must not be flipped.")
    private String augment;

    @Option(
            names = "--imbalance",
            paramLabel = "PROFILE",
            description = "Make a balanced set long-tailed: exponential:RATIO, step:RATIO (half of the"
                    + " classes are small), counts:N,N,... in the classes' order. Images are left out of"
                    + " those to train on, the same in every run; which classes are large is their order.")
    private String imbalance;

    /**
     * What was read.
     *
     * @param file as the user named it
     * @param inputs all paths that were read
     * @param subject the sets
     * @param augmentation of what is learned from
     */
    public record Loaded(
            Path file, List<Path> inputs, Subject.OfImages subject, Augmentation augmentation)
            implements LoadedData {
        /** Copies the list. */
        public Loaded {
            inputs = List.copyOf(inputs);
        }

        @Override
        public Division divided(Rounds rounds) {
            if (rounds.none()) {
                return Division.BY_SEED;
            }
            if (subject.test() != null) {
                throw new UserError(
                        "--folds: these images have a test set of their own, which every run is tested on;"
                                + " leave --folds out, or give images without one");
            }
            return new Division.Folds(rounds.folds(), rounds.repeats(), null);
        }

        @Override
        public Splits splits(Division division) {
            return subject.test() == null
                    ? ImageSplits.of(subject.train(), division, augmentation)
                    : ImageSplits.of(
                            subject.train(), subject.test(), Subject.OfImages.VALIDATION,
                            augmentation);
        }

        @Override
        public String division() {
            return subject.test() == null
                    ? "of every class 60 % are trained on, 20 % selected on and 20 % tested on"
                    : Texts.format(
                            "20 %% of every class are selected on; tested on %s, the same in every run",
                            Texts.count(subject.test().size(), "image"));
        }

        @Override
        public String labelled() {
            return file.toString();
        }
    }

    /**
     * Returns whether images are to be read.
     *
     * @throws ParameterException if options of tables stand beside those of images
     */
    public boolean given() {
        var parsed = spec.commandLine().getParseResult();
        boolean given = images != null;
        for (String option : given ? OF_TABLES : OF_IMAGES) {
            if (parsed.hasMatchedOption(option)) {
                throw new ParameterException(
                        spec.commandLine(),
                        given
                                ? option + " is for tables, and --images was given; leave one out"
                                : option + " is for images; give --images PATH");
            }
        }
        return given;
    }

    /** Takes from a comparison what the user did not give. */
    public void orElse(SavedComparison saved) {
        if (saved.images() == null) {
            return;
        }
        ImageChoices choices = saved.images();
        if (images == null) {
            images = Path.of(saved.data());
            testImages = testImages == null && choices.testImages() != null
                    ? Path.of(choices.testImages())
                    : testImages;
            imbalance = imbalance == null ? choices.imbalance() : imbalance;
        }
        reading.orElse(choices);
        augment = augment == null ? choices.augment() : augment;
    }

    /** Reads the images, and says what was found. */
    public Loaded load(Terminal terminal) {
        ReadOptions options = reading.options();
        Imbalance profile = imbalance == null ? null : ImageChoiceTexts.imbalance(imbalance, spec);
        if (augment != null) {
            ImageChoiceTexts.augmentation(augment, 1, spec); // before files are read
        }
        try {
            Set<String> parts = ImageFiles.parts(images);
            ImageSet train = ImageFiles.read(images, part(options, parts, "train"));
            ImageSet test = null;
            if (testImages != null) {
                test = ImageFiles.read(
                        testImages, part(options, ImageFiles.parts(testImages), "test"));
            } else if (parts.contains("train") && parts.contains("test")) {
                test = ImageFiles.read(images, options.withPart("test"));
            }
            return loaded(terminal, train, test, profile);
        } catch (DataException e) {
            throw reading.explained(e);
        }
    }

    private static ReadOptions part(ReadOptions options, Set<String> parts, String part) {
        return parts.contains(part) ? options.withPart(part) : options;
    }

    private Loaded loaded(
            Terminal terminal, ImageSet all, ImageSet given, Imbalance profile) {
        ImageSet train = all;
        ImageSet test = given;
        if (profile != null) {
            if (test == null) {
                // taken first: of a long tail too few would be left to test on
                int[][] parts = Split.parts(
                        all.labels(), all.classes(), Rng.of(0), 1 - Splits.TEST, Splits.TEST);
                train = all.select(parts[0]);
                test = all.select(parts[1]);
            }
            try {
                train = train.select(
                        profile.of(train.labels(), train.classes().size(), Rng.of(0)).indices());
            } catch (DataException e) {
                throw new UserError("--imbalance " + imbalance + ": " + e.getMessage(), e);
            }
        }
        if (test != null && !train.like(test)) {
            throw new UserError(
                    Texts.format(
                            "%s: the images to train on are %s with %s, those to test on %s with %s;"
                                    + " both need one size and the same classes",
                            testImages == null ? images : testImages, train.shape(),
                            train.classes(), test.shape(), test.classes()));
        }
        String usual = train.channels() == 1 ? "crop" : "crop-flip";
        String chosen = augment == null ? usual : augment;
        ImageChoices choices = new ImageChoices(
                testImages == null ? null : testImages.toString(), reading.resize(),
                reading.channels(), chosen, imbalance);
        Subject.OfImages subject = new Subject.OfImages(
                train, test, ClassGroups.byThirds(train.classCounts()), choices);
        describe(terminal, subject);
        List<Path> inputs = new ArrayList<>(List.of(images));
        if (testImages != null) {
            inputs.add(testImages);
        }
        return new Loaded(
                images, inputs, subject,
                ImageChoiceTexts.augmentation(
                        chosen, Math.min(train.shape().dim(0), train.shape().dim(1)), spec));
    }

    private static void describe(Terminal terminal, Subject.OfImages subject) {
        ImageSet train = subject.train();
        terminal.note(
                Texts.format(
                        "%s of %d x %d, %s, in %d classes, the largest %.1f times the smallest: %s",
                        Texts.count(train.size(), "image"), train.shape().dim(0),
                        train.shape().dim(1), train.channels() == 1 ? "grey" : "in colour",
                        train.classes().size(), subject.imbalance(),
                        ImageChoiceTexts.counts(train)));
        terminal.note("while learned from they are augmented: " + subject.choices().augment());
        if (Math.max(train.shape().dim(0), train.shape().dim(1)) > 96) {
            terminal.note(
                    "images of this size take long; --resize 32x32 is a quick beginning");
        }
    }
}
