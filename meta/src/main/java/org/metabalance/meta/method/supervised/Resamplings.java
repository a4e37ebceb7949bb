package org.metabalance.meta.method.supervised;

import org.metabalance.meta.method.About;
import org.metabalance.meta.method.loss.TrainingLoss;
import org.metabalance.meta.sampler.Natural;
import org.metabalance.meta.sampler.Sampler;

/** Samplers as methods: the network trained with cross-entropy on resampled rows. */
public final class Resamplings {
    private static final String BATISTA = "Batista et al., SIGKDD Explorations 6, 2004";

    private Resamplings() {}

    /** Returns the method of a sampler, under the sampler's name. */
    public static Supervised of(Sampler sampler) {
        return of(about(sampler), sampler);
    }

    /** Returns the method of a sampler. */
    public static Supervised of(About about, Sampler sampler) {
        return new Supervised(about, sampler, new TrainingLoss.CrossEntropy());
    }

    /** Returns cross-entropy on the rows as they are. */
    public static Supervised plain() {
        return of(
                new About("plain", "cross-entropy on the rows as they are"), new Natural());
    }

    private static About about(Sampler sampler) {
        String name = sampler.name();
        return switch (name) {
            case "repetition" -> new About(name,
                    "every row of the smaller classes repeated equally often until all are equally"
                            + " many");
            case "borderline-smote-1" -> new About(name,
                    "SMOTE that begins at rows near other classes",
                    "Han et al., ICIC 2005");
            case "borderline-smote-2" -> new About(name,
                    "SMOTE that begins at rows near other classes and also leads some way to those",
                    "Han et al., ICIC 2005");
            case "svm-smote" -> new About(name,
                    "SMOTE that begins at the support vectors of a classifier",
                    "Nguyen et al., IJKESDP 3(1), 2011");
            case "adasyn" -> new About(name,
                    "SMOTE with more rows where other classes are near",
                    "He et al., IJCNN 2008");
            case "tomek-links" -> new About(name,
                    "rows left out that are a pair of nearest neighbours with the smallest class",
                    "Tomek, IEEE Transactions on SMC 6, 1976");
            case "enn" -> new About(name,
                    "rows left out of which a near one is of another class",
                    "Wilson, IEEE Transactions on SMC 2, 1972");
            case "enn-mode" -> new About(name,
                    "rows left out of which most near ones are of another class",
                    "Wilson, IEEE Transactions on SMC 2, 1972");
            case "all-knn" -> new About(name,
                    "rows left out of which a near one is of another class, again and again",
                    "Tomek, IEEE Transactions on SMC 6, 1976");
            case "near-miss", "near-miss-1" -> new About(name,
                    "of the larger classes the rows nearest to the smallest class",
                    "Mani and Zhang, ICML workshop 2003");
            case "cluster-centroids" -> new About(name,
                    "the larger classes replaced by the centres of clusters");
            case "smote-enn" -> new About(name,
                    "SMOTE, then rows left out of which a near one is of another class", BATISTA);
            case "smote-tomek" -> new About(name,
                    "SMOTE, then pairs of nearest neighbours of different classes left out",
                    "Batista et al., WOB 2003");
            // a sampler that is new here is usable at once
            default -> new About(name, "cross-entropy on rows resampled by " + name);
        };
    }
}
