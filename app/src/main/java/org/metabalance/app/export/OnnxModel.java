package org.metabalance.app.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.method.Network;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Model;
import org.metabalance.scoring.ScoringModel;
import org.metabalance.scoring.folder.Release;
import org.metabalance.scoring.schema.Schema;
import org.metabalance.scoring.schema.SchemaFile;

/**
 * A stored model as a file of ONNX.
 *
 * <p>Inputs are the columns by their names, {@code [rows, 1]}: numbers in 64 bits, dates as days, times as
 * hours, and texts of categories. Outputs are {@code probabilities}, calibrated, {@code [rows, classes]}; {@code
 * predicted}, the class's name; with two classes also {@code score}, the network's logit of class 1 before
 * calibration, and {@code flagged}. Metadata have {@code schema}, {@code classes}, {@code label}, {@code method},
 * {@code calibration}, its kind, {@code threshold}, one of calibrated probabilities, and {@code rounding}, how far
 * these may be from {@code predict}'s: see {@link Rounding}.
 *
 * @param file what to write
 * @param notes what a person should know, a line each
 */
public record OnnxModel(byte[] file, List<String> notes) {
    private static final Set<String> OUTPUTS = Set.of(
            "probabilities", "predicted", "score", "flagged");
    private static final String ROWS = "rows";
    private static final int FEW = 5;

    /** Probabilities are taken for those of {@code predict} up to this. */
    private static final double EQUAL = 1e-6;

    private static final int MANY = 7;

    /** A computation recorded for a number of rows. */
    private record Recorded(Tape tape, Tensor logits, Tensor probabilities) {
        static Recorded of(Network network, int rows, int width) {
            Tape tape = Tape.f32();
            Model model = network.model();
            Tensor logits = model.logits(
                    network.weights().on(tape), network.state().on(tape),
                    new Batch(tape.input(ROWS, rows, width), tape.zeros(rows)), Mode.EVAL)
                    .output();
            return new Recorded(tape, logits, model.probabilities(logits));
        }
    }

    /**
     * Makes the file.
     *
     * @throws UserError if the network has an operation that ONNX has not, or a column has an output's name
     */
    public static OnnxModel of(ScoringModel model) {
        for (String column : model.columns()) {
            if (OUTPUTS.contains(column)) {
                throw new UserError(Texts.format(
                        "--onnx: column '%s' is named as an output of the file; rename it in the data"
                                + " and train again",
                        column));
            }
        }
        OnnxGraph graph = new OnnxGraph();
        OUTPUTS.forEach(graph::reserve);
        model.columns().forEach(graph::reserve);
        EncoderToOnnx encoder = new EncoderToOnnx(graph, model.schema());
        String features = encoder.features(model.encoder());
        Network network = model.stored().network().network();
        Recorded few = Recorded.of(network, FEW, model.encoder().width());
        Recorded many = Recorded.of(network, MANY, model.encoder().width());
        String rows = graph.node(
                "Slice", List.of(
                        graph.node("Shape", List.of(features)), graph.integers(0),
                        graph.integers(1)));
        TapeToOnnx walk = new TapeToOnnx(
                graph, few.tape().nodes(), FEW, many.tape().nodes(), MANY, Map.of(ROWS, features),
                rows);
        String probabilities = new CalibrationToOnnx(graph).of(
                model.calibrator(),
                graph.cast(walk.value(few.probabilities()), OnnxType.DOUBLE));
        int classes = model.classes().size();
        graph.output(
                "probabilities", graph.cast(probabilities, OnnxType.FLOAT), OnnxType.FLOAT,
                "of " + String.join(", ", model.classes()), classes);
        if (classes == 2) {
            graph.output(
                    "score", walk.value(few.logits()), OnnxType.FLOAT,
                    "the logit of '" + model.classes().getLast() + "', before calibration");
        }
        decide(graph, model, probabilities);
        List<String> notes = new ArrayList<>(encoder.notes());
        if (Rounding.of(model.calibrator()) > EQUAL) {
            notes.add(Texts.format(
                    "calibration %s is so steep that what 32 bits round of the network may change a"
                            + " probability by %.1e",
                    model.calibrator().kind().label(), Rounding.of(model.calibrator())));
        }
        return new OnnxModel(
                graph.file("metabalance", Release.number(), documentation(model), about(model)),
                List.copyOf(notes));
    }

    /** Adds the decision, by the threshold of two classes and else for the most probable class. */
    private static void decide(OnnxGraph graph, ScoringModel model, String probabilities) {
        String index;
        if (model.classes().size() == 2) {
            String positive = graph.node(
                    "Gather", List.of(probabilities, graph.integer(1)),
                    OnnxAttribute.of("axis", 1));
            String flagged = graph.node(
                    "GreaterOrEqual", List.of(positive, graph.wide(model.threshold())));
            graph.output("flagged", flagged, OnnxType.BOOL, "whether it is predicted");
            index = graph.cast(flagged, OnnxType.INT64);
        } else {
            index = graph.node(
                    "ArgMax", List.of(probabilities), OnnxAttribute.of("axis", 1),
                    OnnxAttribute.of("keepdims", 0));
        }
        String names = graph.node(
                OnnxGraph.ML, "LabelEncoder", List.of(index),
                OnnxAttribute.ofIntegers(
                        "keys_int64s",
                        LongStream.range(0, model.classes().size()).boxed().toList()),
                OnnxAttribute.ofTexts("values_strings", model.classes()));
        graph.output("predicted", names, OnnxType.STRING, "the predicted class");
    }

    private static String documentation(ScoringModel model) {
        return Texts.format(
                "Predicts '%s' by method %s. Opset %d of ai.onnx, %d of ai.onnx.ml.",
                model.stored().file().label(), model.stored().file().method(), OnnxGraph.OPSET,
                OnnxGraph.ML_OPSET);
    }

    private static Map<String, String> about(ScoringModel model) {
        Map<String, String> about = new LinkedHashMap<>();
        about.put("label", model.stored().file().label());
        about.put("method", model.stored().file().method());
        about.put("classes", String.join("\n", model.classes()));
        about.put("calibration", model.calibrator().kind().label());
        about.put("rounding", Double.toString(Rounding.of(model.calibrator())));
        about.put("threshold", Double.toString(model.threshold()));
        about.put("schema", SchemaFile.text(only(model)));
        return about;
    }

    /** The schema of the columns that are inputs. */
    private static Schema only(ScoringModel model) {
        return new Schema(model.schema().columns().stream()
                .filter(column -> model.columns().contains(column.name())).toList());
    }
}
