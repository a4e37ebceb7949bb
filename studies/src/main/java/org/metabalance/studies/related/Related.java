package org.metabalance.studies.related;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.studies.image.ImageSource;
import org.metabalance.studies.image.ImageTraining;
import org.metabalance.studies.runner.Findings;
import org.metabalance.studies.runner.Results;
import org.metabalance.studies.runner.Study;
import org.metabalance.studies.runner.StudyOptions;
import org.metabalance.studies.runner.Trial;

/**
 * Eleven systems of the field and what they are compared with: what each claims, a criterion that was set before
 * the run, what was measured, and whether it holds. Made part by part into one folder; the whole without {@code
 * --part} takes what is there and writes the report.
 */
public final class Related implements Study {
    /** Names the folder with Omniglot's archives. */
    static final String IMAGES = "METABALANCE_IMAGES";

    /** Names the folder with the tables that graphs are made of. */
    static final String TABLES = "METABALANCE_TABLES";

    private final List<Part> parts;

    /** The study with what lies on this machine. */
    public Related() {
        this(
                ImageSource.FASHION_PACKAGE, folder(IMAGES), folder(TABLES),
                ImageTraining.Lengths.USUAL);
    }

    /**
     * The study.
     *
     * @param fashion the folder with all of Fashion-MNIST; if there is none, the part that ships is taken
     * @param images the folder with Omniglot, null for none
     * @param tables the folder with tables for graphs, null for none
     */
    Related(Path fashion, Path images, Path tables, ImageTraining.Lengths lengths) {
        parts = List.of(
                new ImagePart(fashion, lengths), new TablePart(), new FewShotPart(images),
                new NoisePart(fashion, lengths), new GraphPart(tables));
    }

    private static Path folder(String variable) {
        String named = System.getenv(variable);
        return named == null ? null : Path.of(named);
    }

    @Override
    public String name() {
        return "related";
    }

    @Override
    public String summary() {
        return "Do eleven systems against imbalance do what they claim, when each is tuned as much as plain"
                + " training?";
    }

    @Override
    public List<String> parts() {
        return parts.stream().map(Part::name).toList();
    }

    @Override
    public List<Trial> trials(StudyOptions options) {
        if (!options.data().isEmpty() || !options.label().isEmpty() || !options.drop().isEmpty()) {
            throw new UserError(
                    "study related finds its data itself; leave out --data, --label and --drop");
        }
        requireMethods(options.methods());
        List<Trial> trials = new ArrayList<>();
        for (Part part : parts) {
            boolean named = options.parts().contains(part.name());
            if (named && part.missing() != null) {
                throw new UserError("study related, part " + part.name() + ": " + part.missing());
            }
            if (named || options.parts().isEmpty() && part.missing() == null) {
                List<String> methods = part.methods().stream()
                        .filter(
                                method -> options.methods().isEmpty()
                                        || options.methods().contains(method))
                        .toList();
                for (int seed : options.seeds(part.usualSeeds())) {
                    trials.addAll(part.trials(options, seed, methods));
                }
            }
        }
        if (trials.isEmpty()) {
            throw new UserError("study related: none of these methods is in these parts");
        }
        return trials;
    }

    private void requireMethods(List<String> names) {
        Set<String> known = new LinkedHashSet<>();
        parts.forEach(part -> known.addAll(part.methods()));
        for (String name : names) {
            if (!known.contains(name)) {
                throw new UserError(
                        Texts.format(
                                "study related has no method '%s'%s; its methods are: %s", name,
                                Texts.didYouMean(name, List.copyOf(known)),
                                String.join(", ", known)));
            }
        }
    }

    @Override
    public Findings findings(StudyOptions options, Results results) {
        return new RelatedFindings(options, results, parts);
    }
}
