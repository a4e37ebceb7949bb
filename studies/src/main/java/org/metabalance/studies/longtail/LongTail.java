package org.metabalance.studies.longtail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.metabalance.app.console.UserError;
import org.metabalance.engine.Rng;
import org.metabalance.meta.data.Imbalance;
import org.metabalance.meta.method.MetaSet;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.protocol.Fold;
import org.metabalance.studies.image.ImageCell;
import org.metabalance.studies.image.ImageResults;
import org.metabalance.studies.image.ImageSource;
import org.metabalance.studies.image.ImageTraining;
import org.metabalance.studies.runner.Findings;
import org.metabalance.studies.runner.Results;
import org.metabalance.studies.runner.Study;
import org.metabalance.studies.runner.StudyOptions;
import org.metabalance.studies.runner.Trial;

/**
 * Methods against imbalance on images: Fashion-MNIST with long tails, and CIFAR-10 with one and with the
 * imbalances of MetaBalance, with a small convolutional network; and ResNet-20 at one ratio.
 *
 * <p>About two and a half hours of two cores, an hour each for the two sets and half an hour for ResNet-20: {@code
 * --part fashion-mnist}, {@code --part cifar-10-jpeg} and {@code --part resnet-20}, one after the other into the same
 * folder, and then the whole for the report. What a larger budget would change, one set with more {@code --epochs}
 * tells, in a folder of its own.
 */
public final class LongTail implements Study {
    /** Names the folder with the images that do not ship. */
    public static final String FOLDER = "METABALANCE_IMAGES";

    static final String NETWORK = "network";
    static final String META = "metaSetPerClass";

    private static final int SEEDS = 3;
    private static final List<Integer> RATIOS = List.of(10, 50, 100, 200);
    private static final int RATIO = 100;

    private final List<ImageCell> cells;
    private final ImageCell large;
    private final String missing;
    private final ImageTraining.Lengths lengths;

    /** The study with what lies on this machine. */
    public LongTail() {
        this(ImageSource.FASHION_PACKAGE, System.getenv(FOLDER), ImageTraining.Lengths.USUAL);
    }

    /**
     * The study.
     *
     * @param fashion the folder with all of Fashion-MNIST; if there is none, the part that ships is taken
     * @param images the folder with the JPEGs of CIFAR-10, null for none
     */
    LongTail(Path fashion, String images, ImageTraining.Lengths lengths) {
        this.lengths = lengths;
        ImageSource small = ImageSource.fashion(fashion);
        List<ImageCell> all = new ArrayList<>();
        RATIOS.forEach(ratio -> all.add(ImageCell.exponential(small, ratio)));
        Path file = images == null ? null : Path.of(images, ImageSource.CIFAR_FILE);
        if (file != null && Files.exists(file)) {
            ImageSource cifar = ImageSource.cifar(file);
            all.add(ImageCell.exponential(cifar, RATIO));
            all.add(new ImageCell(cifar, "severe", Imbalance.SEVERE));
            all.add(new ImageCell(cifar, "moderate", Imbalance.MODERATE));
            large = all.get(RATIOS.size());
            missing = null;
        } else {
            large = all.get(RATIOS.indexOf(RATIO));
            missing = file == null
                    ? "the variable " + FOLDER + " names no folder with " + ImageSource.CIFAR_FILE
                    : "there is no " + ImageSource.CIFAR_FILE + " in the folder that " + FOLDER
                            + " names";
        }
        cells = List.copyOf(all);
    }

    @Override
    public String name() {
        return "longtail";
    }

    @Override
    public String summary() {
        return "Which methods find the tail of imbalanced image sets, with convolutional networks and as"
                + " much tuning for each?";
    }

    @Override
    public List<String> parts() {
        Set<String> parts = new LinkedHashSet<>();
        cells.forEach(cell -> parts.add(cell.source().name()));
        cells.forEach(cell -> parts.add(cell.part()));
        parts.add(ImageTraining.LARGE);
        return List.copyOf(parts);
    }

    @Override
    public List<Trial> trials(StudyOptions options) {
        if (!options.data().isEmpty() || !options.label().isEmpty() || !options.drop().isEmpty()) {
            throw new UserError(
                    "study longtail finds its images itself; leave out --data, --label and --drop");
        }
        cells.forEach(cell -> cell.source().locate());
        List<String> methods = LongTailMethods.of(LongTailMethods.ALL, options.methods());
        List<String> few = LongTailMethods.of(LongTailMethods.FEW, options.methods());
        boolean withLarge = options.parts().isEmpty()
                || options.parts().contains(ImageTraining.LARGE);
        Cache cache = new Cache();
        List<Trial> trials = new ArrayList<>();
        // a study that is stopped has whole comparisons
        for (int seed : options.seeds(SEEDS)) {
            for (ImageCell cell : chosen(options.parts())) {
                methods.forEach(method -> trials.add(trial(
                        cache, cell, seed, method,
                        ImageTraining.small(lengths, options.epochs()))));
            }
            if (withLarge) {
                few.forEach(method -> trials.add(trial(
                        cache, large, seed, method,
                        ImageTraining.large(lengths, options.epochs()))));
            }
        }
        if (trials.isEmpty()) {
            throw new UserError(
                    "study longtail: none of the methods is tried with " + ImageTraining.LARGE
                            + ", which has " + String.join(", ", LongTailMethods.FEW));
        }
        return trials;
    }

    private List<ImageCell> chosen(Collection<String> parts) {
        return cells.stream().filter(
                cell -> parts.isEmpty() || parts.contains(cell.part())
                        || parts.contains(cell.source().name()))
                .toList();
    }

    private static Trial trial(
            Cache cache, ImageCell cell, int seed, String method, ImageTraining training) {
        return Trial.of(
                (values, progress) -> {
                    Fold fold = cache.get(cell, seed);
                    training.run(
                            cell, fold, LongTailMethods.find(method, training.tuned()), values,
                            progress);
                    if (LongTailMethods.withMetaSet(method)) {
                        values.put(META, MetaSet.of(
                                fold.train(), Rng.of(seed).stream(Seeds.META_ROWS))
                                .meta().classCounts()[0]);
                    }
                },
                ImageResults.DATA, cell.source().name(), ImageResults.IMBALANCE, cell.imbalance(),
                NETWORK,
                training.network(), ImageResults.SEED, seed, ImageResults.METHOD, method, "budget",
                training.text());
    }

    /** The folds of the latest seed, which the trials come by. */
    private static final class Cache {
        private final Map<ImageCell, Fold> folds = new HashMap<>();
        private int latest = Integer.MIN_VALUE;

        synchronized Fold get(ImageCell cell, int seed) {
            if (seed != latest) {
                folds.clear();
                latest = seed;
            }
            return folds.computeIfAbsent(cell, it -> it.fold(seed));
        }
    }

    @Override
    public Findings findings(StudyOptions options, Results results) {
        List<String> sources = cells.stream().map(ImageCell::source).distinct()
                .filter(source -> !results.where(ImageResults.DATA, source.name()).isEmpty())
                .map(ImageSource::text).toList();
        return new LongTailFindings(
                results, sources, missing,
                ImageTraining.small(lengths, options.epochs()).text(),
                ImageTraining.large(lengths, options.epochs()).text());
    }
}
