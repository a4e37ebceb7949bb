package org.metabalance.studies;

import java.util.List;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.studies.adult.Adult;
import org.metabalance.studies.augmentation.AugmentationStudy;
import org.metabalance.studies.collapse.Collapse;
import org.metabalance.studies.defaults.Defaults;
import org.metabalance.studies.hypergradients.HypergradientsStudy;
import org.metabalance.studies.longtail.LongTail;
import org.metabalance.studies.related.Related;
import org.metabalance.studies.runner.Study;
import org.metabalance.studies.samplers.SamplerGrid;
import org.metabalance.studies.tabular.Tabular;

/** The studies there are. */
public final class Studies {
    private static final List<Study> ALL = List.of(
            new Collapse(), new HypergradientsStudy(), new AugmentationStudy(), new Adult(),
            new Tabular(), new SamplerGrid(), new Defaults(), new LongTail(), new Related());

    private Studies() {}

    /** Returns all studies. */
    public static List<Study> all() {
        return ALL;
    }

    /**
     * Returns the study called {@code name}.
     *
     * @throws UserError if there is none; suggests the nearest
     */
    public static Study find(String name) {
        List<String> names = ALL.stream().map(Study::name).toList();
        return ALL.stream().filter(study -> study.name().equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElseThrow(
                        () -> new UserError(
                                Texts.format(
                                        "no study is named '%s'%s; the studies are: %s",
                                        name, Texts.didYouMean(name, names),
                                        String.join(", ", names))));
    }
}
