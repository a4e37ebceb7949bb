package org.metabalance.studies.related;

import java.util.List;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.catalog.TuningGrids;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.TrainedWith;
import org.metabalance.studies.image.ImageResults;
import org.metabalance.studies.runner.StudyOptions;
import org.metabalance.studies.runner.Trial;

/** A part of the study, which can be made alone. */
sealed interface Part permits ImagePart, TablePart, FewShotPart, NoisePart, GraphPart {
    /** Settings of a trial, with those of {@link ImageResults}. */
    String PART = "part";

    String DATA = ImageResults.DATA;
    String METHOD = ImageResults.METHOD;
    String SEED = ImageResults.SEED;

    int SEEDS = 3;

    /** Returns the name that users type. */
    String name();

    /** Returns what is done, in a sentence. */
    String text(StudyOptions options);

    /** Returns why this part cannot be made here; null if it can. */
    default String missing() {
        return null;
    }

    /** Returns the methods, by name, in the order of the report. */
    List<String> methods();

    /** Returns the trials of one seed with some of {@link #methods}. */
    List<Trial> trials(StudyOptions options, int seed, List<String> methods);

    /** Returns how many seeds there are unless the user says it. */
    default int usualSeeds() {
        return SEEDS;
    }

    /** Returns a method with as many variants as every other. */
    static Method tuned(String name) {
        return TuningGrids.tuned(Methods.find(name).orElseThrow());
    }

    /** Returns a model that has this to tell, within those that hold it; null if there is none. */
    static <T extends Trained> T find(Trained trained, Class<T> type) {
        Trained at = trained;
        while (!type.isInstance(at)) {
            if (!(at instanceof TrainedWith with)) {
                return null;
            }
            at = with.network();
        }
        return type.cast(at);
    }
}
