package org.metabalance.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.export.OnnxModel;
import org.metabalance.app.model.ModelOption;
import org.metabalance.app.option.PluginOptions;
import org.metabalance.app.output.Output;
import org.metabalance.scoring.ScoringModel;
import org.metabalance.scoring.folder.StoredModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Writes a model for other programs. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        versionProvider = MetabalanceCommand.Version.class,
        sortOptions = false,
        description = {
            "Writes a model of 'metabalance train' as a file of ONNX (opset 17), for other programs.",
            "",
            "The file has the whole way from columns to a prediction: what missing values and unknown"
                    + " categories become, scaling, the network, its calibration and the threshold. It has"
                    + " an input for every column, [rows, 1]: numbers in 64 bits, NaN if missing; dates as"
                    + " days since 1970-01-01, times as hours; categories as texts, empty if missing."
                    + " Outputs are 'probabilities', calibrated, 'predicted' and, with two classes, 'score'"
                    + " (the network's logit, before calibration) and 'flagged'. Models of images are not"
                    + " exported.",
            ""
        })
final class ExportCommand implements Callable<Integer> {
    @ParentCommand
    private MetabalanceCommand parent;

    @Mixin
    private ModelOption model;

    @Option(
            names = "--onnx",
            required = true,
            paramLabel = "FILE",
            description = "The file to write.")
    private Path onnx;

    @Mixin
    private PluginOptions plugins;

    @Override
    public Integer call() {
        Terminal terminal = parent.terminal();
        ScoringModel scoring = ScoringModel.load(model.folder(), plugins.loader());
        List<Path> inputs = new ArrayList<>(plugins.jars());
        inputs.addAll(StoredModel.files(model.folder()));
        Output output = Output.named(onnx, terminal).apartFrom(inputs);
        output.require();
        OnnxModel exported = OnnxModel.of(scoring);
        exported.notes().forEach(terminal::note);
        output.bytes(out -> out.write(exported.file()));
        terminal.note("the model is in " + output.name());
        return Cli.DONE;
    }
}
