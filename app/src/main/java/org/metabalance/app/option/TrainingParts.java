package org.metabalance.app.option;

import org.metabalance.app.console.UserError;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.data.Split;
import org.metabalance.meta.data.image.ChannelScale;
import org.metabalance.meta.data.image.ImageExamples;
import org.metabalance.meta.data.image.ImageSet;
import org.metabalance.meta.data.image.augment.Augmentation;
import org.metabalance.meta.data.table.Encoder;
import org.metabalance.meta.data.table.Table;
import org.metabalance.meta.data.table.Target;
import org.metabalance.scoring.folder.ModelInput;

/**
 * What a single model is trained on.
 *
 * @param train to learn from
 * @param validation to select on
 * @param input how what the user has becomes what the network reads, fitted on {@code train}
 * @param selection which of the examples with a label those of {@code validation} are; not copied
 */
public record TrainingParts(
        Examples train, Examples validation, ModelInput input, int[] selection) {
    /**
     * Divides what was read.
     *
     * @param share to learn from, above 0 and below 1
     * @throws org.metabalance.meta.data.DataException if a class is too small
     */
    public static TrainingParts of(LoadedData loaded, double share, Rng rng) {
        return switch (loaded) {
            case DataOptions.Loaded table -> of(table, share, rng);
            case GraphOptions.Loaded _ -> throw new UserError(
                    "models of graphs are not kept in files; 'metabalance compare' trains them");
            case ImageOptions.Loaded images -> of(images, share, rng);
        };
    }

    private static TrainingParts of(DataOptions.Loaded loaded, double share, Rng rng) {
        Target target = loaded.target();
        Table all = target.features(loaded.table());
        int[][] parts = loaded.splitColumn().parts(all, target, share, rng);
        Table features = loaded.splitColumn().inputs(all);
        Encoder encoder = Encoder.fit(features.select(parts[0]));
        Examples train = encoder.examples(features, target, parts[0]);
        Examples validation = encoder.examples(features, target, parts[1]);
        return new TrainingParts(train, validation, new ModelInput.Columns(encoder), parts[1]);
    }

    private static TrainingParts of(ImageOptions.Loaded loaded, double share, Rng rng) {
        ImageSet all = loaded.subject().train();
        int[][] parts = Split.parts(all.labels(), all.classes(), rng, share, 1 - share);
        ImageSet train = all.select(parts[0]);
        ChannelScale scale = ChannelScale.fit(train);
        return new TrainingParts(
                new ImageExamples(train, scale, loaded.augmentation()),
                new ImageExamples(all.select(parts[1]), scale, Augmentation.NONE),
                new ModelInput.Images(all.shape(), scale), parts[1]);
    }
}
