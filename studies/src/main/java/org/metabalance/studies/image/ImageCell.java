package org.metabalance.studies.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.Imbalance;
import org.metabalance.meta.data.Split;
import org.metabalance.meta.data.image.ChannelScale;
import org.metabalance.meta.data.image.ImageExamples;
import org.metabalance.meta.data.image.ImageSet;
import org.metabalance.meta.data.image.augment.Augmentation;
import org.metabalance.meta.metric.ClassGroups;
import org.metabalance.meta.protocol.Fold;

/**
 * One set of images, imbalanced in one way.
 *
 * <p>A fold draws both its parts from the images that are there to train on: a fifth of every class is put
 * aside to select on, and both are thinned by the profile. The part to select on keeps {@value #LEAST} images
 * of every class where there are as many: of one or two nobody can tell which epoch was better. The images to
 * test on are the same in all folds.
 *
 * @param source the images
 * @param imbalance its name: {@code IR 100}, {@code severe}
 * @param profile how many images of a class are kept
 */
public record ImageCell(ImageSource source, String imbalance, Imbalance profile) {
    /** The share of the images that a fold selects on. */
    public static final double VALIDATION = .2;

    /** Images of a class to select on, if there are so many. */
    public static final int LEAST = 10;

    /** Streams of a seed's random numbers, far from those of the methods. */
    private static final long TRAIN_STREAM = 1001;

    private static final long VALIDATION_STREAM = 1002;

    /** Returns a long tail. */
    public static ImageCell exponential(ImageSource source, int ratio) {
        return new ImageCell(source, "IR " + ratio, new Imbalance.Exponential(ratio));
    }

    /** Returns the name in {@code --part}: {@code cifar-10-jpeg-severe}. */
    public String part() {
        return source.name() + "-" + imbalance.replace("IR ", "");
    }

    /** Returns the parts of a seed. */
    public Fold fold(int seed) {
        ImageSet all = source.train();
        int[][] parts = Split.parts(
                all.labels(), all.classes(), Rng.of(seed), 1 - VALIDATION, VALIDATION);
        ImageSet train = thinned(
                all.select(parts[0]), profile, Rng.of(seed).stream(TRAIN_STREAM));
        ImageSet validation = validation(
                all.select(parts[1]), train.classCounts(),
                Rng.of(seed).stream(VALIDATION_STREAM));
        ChannelScale scale = ChannelScale.fit(train);
        return new Fold(
                seed,
                new ImageExamples(
                        train, scale, Augmentation.cropAndFlip(source.padding())),
                new ImageExamples(validation, scale, Augmentation.NONE),
                new ImageExamples(source.test(), scale, Augmentation.NONE));
    }

    /** Counts that are more than there are become all there are. */
    private static ImageSet thinned(ImageSet images, Imbalance profile, Rng rng) {
        int[] there = images.classCounts();
        Imbalance possible = profile instanceof Imbalance.Counts(List<Integer> each)
                ? new Imbalance.Counts(IntStream.range(0, each.size())
                        .map(c -> Math.min(each.get(c), there[c])).boxed().toList())
                : profile;
        return images.select(
                possible.of(images.labels(), there.length, rng).indices());
    }

    private static ImageSet validation(ImageSet images, int[] train, Rng rng) {
        int[] there = images.classCounts();
        List<Integer> each = new ArrayList<>();
        for (int c = 0; c < there.length; c++) {
            int share = (int) Math.round(train[c] * VALIDATION / (1 - VALIDATION));
            each.add(Math.min(there[c], Math.max(LEAST, share)));
        }
        return images.select(
                new Imbalance.Counts(each).of(images.labels(), there.length, rng).indices());
    }

    /** Returns the groups of classes: thirds of a tail, by numbers where all classes but one are small. */
    public ClassGroups groups(int[] trainingCounts) {
        return profile instanceof Imbalance.Counts
                ? ClassGroups.byCount(trainingCounts)
                : ClassGroups.byThirds(trainingCounts);
    }

    /** Returns the names of the classes. */
    public List<String> classes(Fold fold) {
        return IntStream.range(0, fold.train().classes()).mapToObj(source::label).toList();
    }

    @Override
    public String toString() {
        return source.name() + ", " + imbalance;
    }

    /** Returns the counts as one text. */
    public static String text(int[] counts) {
        return String.join(",", Arrays.stream(counts).mapToObj(String::valueOf).toList());
    }
}
