package org.metabalance.meta.method.supervised;

import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.loss.TrainingLoss;
import org.metabalance.meta.sampler.Natural;
import org.metabalance.meta.sampler.Sampler;

/** Samplers as methods: the network trained with cross-entropy on resampled rows. */
public final class Resamplings {
    private static final String BATISTA = "Batista et al., SIGKDD Explorations 6, 2004";

    private Resamplings() {}

    /** What is told of a sampler in a list of methods. */
    private record About(String summary, String source) {}

    /** Returns the method of a sampler, under the sampler's name. */
    public static Supervised of(Sampler sampler) {
        About about = about(sampler);
        return of(sampler.name(), about.summary(), about.source(), sampler);
    }

    /** Returns the method of a sampler. */
    public static Supervised of(String name, String summary, String source, Sampler sampler) {
        return new Supervised(name, summary, source, sampler, new TrainingLoss.CrossEntropy());
    }

    /** Returns cross-entropy on the rows as they are. */
    public static Supervised plain() {
        return of("plain", "cross-entropy on the rows as they are", Method.NO_SOURCE,
                new Natural());
    }

    private static About about(Sampler sampler) {
        return switch (sampler.name()) {
            case "repetition" -> new About(
                    "every row of the smaller classes repeated equally often until all are equally"
                            + " many",
                    Method.NO_SOURCE);
            case "borderline-smote-1" -> new About(
                    "SMOTE that begins at rows near other classes",
                    "Han et al., ICIC 2005");
            case "borderline-smote-2" -> new About(
                    "SMOTE that begins at rows near other classes and also leads some way to those",
                    "Han et al., ICIC 2005");
            case "svm-smote" -> new About(
                    "SMOTE that begins at the support vectors of a classifier",
                    "Nguyen et al., IJKESDP 3(1), 2011");
            case "adasyn" -> new About(
                    "SMOTE with more rows where other classes are near",
                    "He et al., IJCNN 2008");
            case "tomek-links" -> new About(
                    "rows left out that are a pair of nearest neighbours with the smallest class",
                    "Tomek, IEEE Transactions on SMC 6, 1976");
            case "enn" -> new About(
                    "rows left out of which a near one is of another class",
                    "Wilson, IEEE Transactions on SMC 2, 1972");
            case "enn-mode" -> new About(
                    "rows left out of which most near ones are of another class",
                    "Wilson, IEEE Transactions on SMC 2, 1972");
            case "all-knn" -> new About(
                    "rows left out of which a near one is of another class, again and again",
                    "Tomek, IEEE Transactions on SMC 6, 1976");
            case "near-miss", "near-miss-1" -> new About(
                    "of the larger classes the rows nearest to the smallest class",
                    "Mani and Zhang, ICML workshop 2003");
            case "cluster-centroids" -> new About(
                    "the larger classes replaced by the centres of clusters",
                    Method.NO_SOURCE);
            case "smote-enn" -> new About(
                    "SMOTE, then rows left out of which a near one is of another class", BATISTA);
            case "smote-tomek" -> new About(
                    "SMOTE, then pairs of nearest neighbours of different classes left out",
                    "Batista et al., WOB 2003");
            // a sampler that is new here is usable at once
            default -> new About("cross-entropy on rows resampled by " + sampler.name(),
                    Method.NO_SOURCE);
        };
    }
}
