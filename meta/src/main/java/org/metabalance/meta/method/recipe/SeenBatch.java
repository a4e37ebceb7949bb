package org.metabalance.meta.method.recipe;

import java.util.List;
import java.util.function.Consumer;
import org.metabalance.engine.NdArray;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.data.GroupedExamples;
import org.metabalance.meta.data.NoisyExamples;
import org.metabalance.meta.data.image.ImageExamples;
import org.metabalance.meta.data.image.augment.Augmentation;
import org.metabalance.meta.data.image.augment.ColorJitter;
import org.metabalance.meta.data.image.augment.CutOut;
import org.metabalance.meta.data.image.augment.RandomCrop;
import org.metabalance.meta.data.table.EncodedTable;
import org.metabalance.meta.data.table.FeatureRanges;
import org.metabalance.meta.method.Feed;
import org.metabalance.nn.Batch;

/**
 * A batch as a recipe has it seen.
 *
 * @param labelled what labels are learned from, augmented
 * @param views two views of each of the same examples, one after the other; empty without self-supervision
 */
record SeenBatch(Batch labelled, List<Batch> views) {
    private static final double COLOURS = .8;
    private static final double MOVE = .25;

    /**
     * Records it.
     *
     * @param recipe names and ingredients
     * @param size how many examples
     * @param order of the examples
     * @throws IllegalArgumentException if they are of a kind whose augmentation is not known
     */
    static SeenBatch record(
            Recipe recipe, Feed feed, Examples train, int size, Consumer<NdArray> order) {
        double strength = recipe.ingredients().augmentation();
        SelfSupervision self = recipe.ingredients().selfSupervision();
        if (strength == 0 && self == null) {
            return new SeenBatch(feed.batch(Feed.ROWS, train, size, order), List.of());
        }
        return switch (train instanceof GroupedExamples it ? it.examples() : train) {
            case NoisyExamples noisy -> record(recipe, feed, noisy.examples(), size, order);
            case EncodedTable table -> ofTable(feed, table, size, order, strength, self);
            case ImageExamples images -> ofImages(feed, images, size, order, strength, self);
            default -> throw new IllegalArgumentException(
                    "%s: augmentation needs a table or images, got %s"
                            .formatted(recipe.name(), train));
        };
    }

    private static SeenBatch ofTable(
            Feed feed, EncodedTable table, int size, Consumer<NdArray> order, double strength,
            SelfSupervision self) {
        Batch rows = feed.batch(Feed.ROWS, table, size, order);
        Batch labelled = strength == 0
                ? rows
                : rows.with(FeatureRanges.of(table).blurred(rows.x(), strength));
        if (self == null) {
            return new SeenBatch(labelled, List.of());
        }
        ColumnCorruption corruption = ColumnCorruption.of(table, self.strength());
        return new SeenBatch(labelled, List.of(
                rows.with(corruption.of(rows.x())), rows.with(corruption.of(rows.x()))));
    }

    private static SeenBatch ofImages(
            Feed feed, ImageExamples images, int size, Consumer<NdArray> order, double strength,
            SelfSupervision self) {
        NdArray[] drawn = new NdArray[1];
        Batch labelled = feed.batch(Feed.ROWS, with(images, stronger(images, strength)), size,
                indices -> {
                    order.accept(indices);
                    drawn[0] = indices;
                });
        if (self == null) {
            return new SeenBatch(labelled, List.of());
        }
        ImageExamples viewed = with(images, view(images, self.strength()));
        Consumer<NdArray> same = indices -> indices.copyFrom(drawn[0]);
        return new SeenBatch(labelled, List.of(
                feed.batch("first view", viewed, size, same),
                feed.batch("second view", viewed, size, same)));
    }

    private static ImageExamples with(ImageExamples images, Augmentation augmentation) {
        return new ImageExamples(images.images(), images.scale(), augmentation);
    }

    private static Augmentation stronger(ImageExamples images, double strength) {
        return strength == 0
                ? images.augmentation()
                : Augmentation.of(
                        images.augmentation(), new ColorJitter(strength, strength, strength),
                        new CutOut((int) Math.round(2 * strength * side(images))));
    }

    private static Augmentation view(ImageExamples images, double strength) {
        double colours = COLOURS * strength;
        return Augmentation.of(
                images.augmentation(),
                new RandomCrop(
                        (int) Math.round(MOVE * strength * side(images)),
                        RandomCrop.Padding.ZERO),
                new ColorJitter(colours, colours, colours));
    }

    private static int side(ImageExamples images) {
        return Math.min(images.shape().dim(0), images.shape().dim(1));
    }
}
