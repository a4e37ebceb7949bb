package org.metabalance.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.decision.AimOptions;
import org.metabalance.app.decision.StoredAim;
import org.metabalance.app.explain.Explanations;
import org.metabalance.app.image.ImagePrediction;
import org.metabalance.app.model.ModelOption;
import org.metabalance.app.option.PluginOptions;
import org.metabalance.app.output.Output;
import org.metabalance.app.predict.TablePrediction;
import org.metabalance.app.read.TableReader;
import org.metabalance.app.rows.MemoryOptions;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.metric.ThresholdRule;
import org.metabalance.scoring.ScoringModel;
import org.metabalance.scoring.folder.ModelFile;
import org.metabalance.scoring.folder.ModelInput;
import org.metabalance.scoring.folder.StoredModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Applies a model to new rows or images. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        versionProvider = MetabalanceCommand.Version.class,
        sortOptions = false,
        description = {
            "Applies a model of 'metabalance train' to new rows or images.",
            "",
            "The output has a line for every row of the input, in its order: the calibrated probability"
                    + " of every class, the predicted class and, with two classes, the threshold. Columns the model"
                    + " does not know are ignored. Where the label is in the data, what the predictions"
                    + " are worth is printed.",
            ""
        })
final class PredictCommand implements Callable<Integer> {
    @ParentCommand
    private MetabalanceCommand parent;
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOption model;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "CSV (plain or .gz, with a header) or Parquet file; - is standard input.")
    private Path data;

    @Option(
            names = "--images",
            paramLabel = "PATH",
            description = "Images, for a model of images: a folder with or without folders for classes, an"
                    + " image, or what 'metabalance compare' takes. Every line of the output begins with the"
                    + " file's name.")
    private Path images;

    @Option(
            names = "--part",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Of IDX or CIFAR's files beside each other those to predict, such as test.")
    private String part;

    @Option(
            names = "--resize",
            description = "Bring images of another size to the model's; otherwise they are refused.")
    private boolean resize;

    @Option(
            names = "--strict",
            description = "Refuse rows with values that do not fit what the model's schema says;"
                    + " otherwise they count as missing, and are said.")
    private boolean strict;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The CSV file to write; - for standard output.")
    private Path out;

    @Option(
            names = "--id",
            paramLabel = "COLUMN",
            description = "A column of the input to copy in front of the predictions; may be given several"
                    + " times.")
    private List<String> ids = List.of();

    @Option(
            names = "--threshold",
            paramLabel = "VALUE",
            description = "The probability from which a row counts as positive, between 0 and 1, instead of"
                    + " the model's own; for two classes. Costs and constraints choose another by what the"
                    + " model keeps of its validation rows.")
    private Double threshold;

    @Option(
            names = "--explain",
            paramLabel = "K",
            description = "Add the K columns that contribute most to each flagged row, and how much they"
                    + " add to its logit, by integrated gradients; for tables and two classes.")
    private Integer explain;

    @Mixin
    private MemoryOptions memory;
    @Mixin
    private AimOptions aim;
    @Mixin
    private PluginOptions plugins;

    @Override
    public Integer call() {
        Terminal terminal = parent.terminal();
        if ((data == null) == (images == null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    data == null
                            ? "missing required option: '--data=FILE' or '--images=PATH'"
                            : "--data and --images: give one of them");
        }
        aim.rule(threshold != null);
        StoredModel stored = StoredModel.read(model.folder(), plugins.loader());
        ModelFile file = stored.file();
        requireKind(file);
        Output output = Output.named(out, terminal).apartFrom(inputs());
        output.require();
        StoredAim aimed = aim.rule(threshold != null)
                .map(pick -> StoredAim.of(pick, file, terminal))
                .orElseGet(() -> StoredAim.stored(file, threshold(file)));
        if (images != null) {
            new ImagePrediction(stored, images, resize, part).write(terminal, output, aimed);
            return Cli.DONE;
        }
        ScoringModel scoring = ScoringModel.of(stored, model.folder());
        try (TableReader reader = TableReader.open(data, memory.memory(terminal::note))) {
            new TablePrediction(scoring, aimed, explain, terminal)
                    .write(reader, ids, strict, output);
            return Cli.DONE;
        } catch (DataException e) {
            throw new UserError(data + ": " + e.getMessage(), e);
        }
    }

    private void requireKind(ModelFile file) {
        boolean ofImages = file.input() instanceof ModelInput.Images;
        if (ofImages != (images != null)) {
            throw new UserError(
                    model.folder() + " is a model of "
                            + (ofImages ? "images; give --images" : "tables; give --data"));
        }
        if (ofImages && (strict || !ids.isEmpty() || explain != null)) {
            throw new UserError("--strict, --id and --explain are for tables; leave them out");
        }
        if (explain != null) {
            Explanations.require(explain, file.classes().size());
        }
        if (!ofImages && (resize || !part.isEmpty())) {
            throw new UserError("--resize and --part are for images; leave them out");
        }
    }

    private List<Path> inputs() {
        List<Path> inputs = new ArrayList<>(plugins.jars());
        inputs.add(data == null ? images : data);
        inputs.addAll(StoredModel.files(model.folder()));
        return inputs;
    }

    private double threshold(ModelFile file) {
        if (threshold == null) {
            return file.threshold();
        }
        if (file.classes().size() > 2) {
            throw new UserError(
                    Texts.format(
                            "--threshold is for two classes, and the model has %d, of which the most"
                                    + " probable is predicted",
                            file.classes().size()));
        }
        try {
            return new ThresholdRule.Fixed(threshold).value();
        } catch (IllegalArgumentException e) {
            throw new UserError("--" + e.getMessage(), e);
        }
    }
}
