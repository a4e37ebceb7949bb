package org.metabalance.meta.verification;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.GroupedExamples;
import org.metabalance.meta.data.Imbalance;
import org.metabalance.meta.data.Split;
import org.metabalance.meta.data.image.ChannelScale;
import org.metabalance.meta.data.image.ImageExamples;
import org.metabalance.meta.data.image.ImageSet;
import org.metabalance.meta.data.image.augment.Augmentation;
import org.metabalance.meta.data.image.read.ImageFiles;
import org.metabalance.meta.data.image.read.ReadOptions;

/**
 * Two groups made of the balanced part of Fashion-MNIST that ships: clothes of the upper body, five kinds
 * hard to tell apart, are rare; trousers, shoes and bags are not. No faces: kinds of clothes stand for
 * identities, and the groups differ in difficulty too.
 */
final class TwoGroups {
    static final List<String> NAMES = List.of("upper body", "other");
    /** By class: T-shirt, trouser, pullover, dress, coat, sandal, shirt, sneaker, bag, ankle boot. */
    private static final int[] GROUP_OF_CLASS = {0, 1, 0, 0, 0, 1, 0, 1, 1, 1};

    final GroupedExamples train;
    final GroupedExamples validation;
    final GroupedExamples test;

    TwoGroups(int rare, long seed) {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("test-data"))) {
            folder = folder.getParent();
        }
        ImageSet images = ImageFiles.read(
                folder.resolve("test-data"), ReadOptions.DEFAULT.withPart("test"));
        int[][] parts = Split.parts(
                images.labels(), images.classes(), Rng.of(seed), .5, .2, .3);
        ImageSet all = images.select(parts[0]);
        List<Integer> counts = IntStream.of(GROUP_OF_CLASS).mapToObj(g -> g == 0 ? rare : 50)
                .toList();
        ImageSet imbalanced = all.select(
                new Imbalance.Counts(counts).of(all.labels(), 10, Rng.of(seed)).indices());
        ChannelScale scale = ChannelScale.fit(imbalanced);
        train = grouped(imbalanced, scale);
        validation = grouped(images.select(parts[1]), scale);
        test = grouped(images.select(parts[2]), scale);
    }

    private static GroupedExamples grouped(ImageSet images, ChannelScale scale) {
        return GroupedExamples.byClass(
                new ImageExamples(images, scale, Augmentation.NONE), GROUP_OF_CLASS, NAMES);
    }
}
