package org.metabalance.studies.related;

import java.util.Comparator;
import java.util.List;
import org.metabalance.meta.fewshot.Strategy;
import org.metabalance.meta.statistics.Estimate;
import org.metabalance.studies.image.ImageTraining;
import org.metabalance.studies.related.Check.Place;
import org.metabalance.studies.runner.Measures;
import org.metabalance.studies.runner.Results;

/**
 * What a system claims, and what it is held to. Criteria were set before the study was run, most after smaller
 * runs elsewhere, on digits; they are in points of accuracy unless they say otherwise.
 *
 * @param system its name
 * @param claim in a sentence without a stop
 * @param checks all of which must hold
 */
record Claim(String system, String claim, List<Check> checks) {
    private static final Place ACCURACY = new Place(ImagePart.NAME, null, ImageTraining.ALL, "");
    private static final Place TAIL = new Place(ImagePart.NAME, null, ImageTraining.TAIL, "tail");
    private static final Place TABLES = new Place(TablePart.NAME, null, Measures.AP, "AP");
    private static final Place NOISE = new Place(
            NoisePart.NAME, null, ImageTraining.ALL, "wrong labels");
    private static final Place MACRO_F1 = new Place(
            GraphPart.NAME, GraphPart.HABERMAN, Measures.MACRO_F1, "macro-F1");
    private static final Place BALANCED = new Place(
            GraphPart.NAME, GraphPart.HABERMAN, "balancedAccuracy", "balanced accuracy");
    private static final Place FEW_SHOT = new Place(FewShotPart.NAME, null, "", "");

    /** The eleven systems. */
    static final List<Claim> SYSTEMS = List.of(
            new Claim("MetaBalance",
                    "balancing the outer loss finds the tail, and the exact hypergradient finds it better",
                    List.of(
                            Check.ahead(ACCURACY, "metabalance", "plain", 3),
                            Check.ahead(ACCURACY, "metabalance", "oversampling", 0),
                            Check.ahead(ACCURACY, "metabalance", "metabalance-first-order", 0))),
            new Claim("Explicit gradient learning",
                    "points whose places are learned are worth more than points that are not",
                    List.of(
                            Check.ahead(TABLES, "egl", "plain", 1),
                            Check.ahead(TABLES, "egl", "egl-static", 0))),
            new Claim("Meta-GCN",
                    "weights learned on balanced nodes find the minority of a graph (Haberman's survival)",
                    List.of(
                            Check.ahead(MACRO_F1, "meta-gcn", "plain", 6),
                            Check.ahead(BALANCED, "meta-gcn", "plain", 5),
                            Check.ahead(BALANCED, "meta-gcn", "class-weights", -2))),
            new Claim("Simplifying training",
                    "small batches, SAM-A and self-supervision do without new losses",
                    List.of(
                            Check.ahead(ACCURACY, "plain-batch-16", "plain", 0),
                            Check.ahead(ACCURACY, "plain", "plain-batch-256", 0),
                            Check.ahead(ACCURACY, "sam-a", "plain", .5),
                            Check.ahead(ACCURACY, "sam-a", "sam", -.5),
                            Check.ahead(TAIL, "joint-ssl", "plain", 0))),
            new Claim("Optimal-transport re-weighting",
                    "transport to prototypes learns weights that find the tail",
                    List.of(
                            Check.ahead(ACCURACY, "ot-reweight", "plain", 4),
                            Check.ahead(ACCURACY, "ot-reweight", "ot-reweight-frozen", .5))),
            new Claim("ARB loss",
                    "counts of the batch balance the softmax as those of the set do",
                    List.of(
                            Check.ahead(ACCURACY, "arb", "plain", 3),
                            Check.noFurther(ACCURACY, "arb", "balanced-softmax", 1))),
            new Claim("CMW-Net",
                    "a weight function by class cluster is better than one for all",
                    List.of(
                            Check.ahead(ACCURACY, "cmw-net", "meta-weight-net", 0),
                            Check.ahead(ACCURACY, "cmw-net", "plain", .5),
                            Check.ahead(NOISE, "cmw-net", "plain", 0))),
            new Claim("CurveNet",
                    "loss curves tell wrong labels from rare images, and weights by them help",
                    List.of(
                            separation("area of centred curves", NoisePart.CENTRED, .97),
                            new Check("centred curves - last loss", results -> Check.loss(
                                    results, NOISE, "curvenet", NoisePart.CENTRED,
                                    NoisePart.LAST), 15, true, "points"),
                            Check.ahead(NOISE, "curvenet", "plain", 0))),
            new Claim("Few-shot learning",
                    "imbalanced support costs MAML much and ProtoNet little; over-sampling gives most of it back",
                    List.of(
                            new Check("MAML's loss, linear support", results -> drop(
                                    results, "maml", Strategy.NONE), 10, true, "points"),
                            new Check("of it given back by over-sampling", results -> Check.loss(
                                    results, FEW_SHOT, "maml",
                                    FewShotPart.accuracy(
                                            FewShotPart.LINEAR, Strategy.OVER_SAMPLING),
                                    FewShotPart.accuracy(FewShotPart.LINEAR, Strategy.NONE)), 8,
                                    true, "points"),
                            new Check("ProtoNet's loss, linear support", results -> drop(
                                    results, "protonet", Strategy.NONE), 8, false, "points"))),
            new Claim("CDB loss",
                    "weights by how difficult a class is find the tail",
                    List.of(
                            Check.ahead(ACCURACY, "cdb", "plain", .7),
                            Check.ahead(TAIL, "cdb", "plain", 0))),
            new Claim("M2m",
                    "examples translated from large classes are worth as much as deferred over-sampling",
                    List.of(
                            new Check("accepted, per cent", results -> Check.number(
                                    results,
                                    new Place(ImagePart.NAME, null, ImagePart.ACCEPTANCE, ""),
                                    "m2m",
                                    100), 5, true, ""),
                            Check.ahead(ACCURACY, "m2m", "drs", -.5))));

    /** What they are compared with. */
    static final List<Claim> OTHERS = List.of(
            new Claim("Logit adjustment", "the loss knows the prior",
                    List.of(Check.ahead(ACCURACY, "logit-adjustment", "plain", 3))),
            new Claim("Over-sampling", "repeating the tail changes little",
                    List.of(
                            Check.ahead(ACCURACY, "oversampling", "plain", -2),
                            Check.noFurther(ACCURACY, "oversampling", "plain", 2))),
            new Claim("Deferred re-weighting", "features first, balance later",
                    List.of(Check.ahead(ACCURACY, "drw", "plain", 1.5))),
            new Claim("LDAM-DRW", "margins by class, deferred",
                    List.of(Check.ahead(ACCURACY, "ldam-drw", "plain", .5))),
            new Claim("tau-normalisation", "norms of the last layer hold the imbalance",
                    List.of(Check.ahead(ACCURACY, "tau-normalisation", "plain", 3))),
            new Claim("BALMS", "a learned sampler for the last layer adds to balanced softmax",
                    List.of(Check.ahead(ACCURACY, "balms", "balanced-softmax", -.5))),
            new Claim("Learning to reweight",
                    "weights from a small balanced set are worth taking it away",
                    List.of(Check.ahead(ACCURACY, "learning-to-reweight", "plain", 0))),
            new Claim("Meta-Weight-Net", "so are weights as a function of the loss",
                    List.of(Check.ahead(ACCURACY, "meta-weight-net", "plain", 0))),
            new Claim("GraphSMOTE",
                    "new nodes with decoded edges find the minority of a graph",
                    List.of(Check.ahead(MACRO_F1, "graphsmote", "plain", 0))));

    private static Check separation(String what, String metric, double bound) {
        return new Check(what, results -> Check.number(
                results, new Place(NoisePart.NAME, null, metric, ""), "curvenet", 1), bound, true,
                "");
    }

    private static Estimate drop(
            Results results, String learner, Strategy strategy) {
        return Check.loss(
                results, FEW_SHOT, learner,
                FewShotPart.accuracy(FewShotPart.BALANCED, strategy),
                FewShotPart.accuracy(FewShotPart.LINEAR, strategy));
    }

    /** Returns the worst answer. */
    Check.Answer answer(Results results) {
        return checks.stream().map(check -> check.answer(results))
                .max(Comparator.naturalOrder()).orElseThrow();
    }
}
