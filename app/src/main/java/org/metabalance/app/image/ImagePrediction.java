package org.metabalance.app.image;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.decision.StoredAim;
import org.metabalance.app.output.Output;
import org.metabalance.app.report.LabelledRows;
import org.metabalance.app.report.PredictionFile;
import org.metabalance.app.report.ScoresText;
import org.metabalance.engine.Shape;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.image.ImageExamples;
import org.metabalance.meta.data.image.augment.Augmentation;
import org.metabalance.meta.data.image.read.Gallery;
import org.metabalance.meta.data.image.read.ImageFiles;
import org.metabalance.meta.data.image.read.ReadOptions;
import org.metabalance.scoring.folder.ModelInput;
import org.metabalance.scoring.folder.StoredModel;

/**
 * Applies a model to images.
 *
 * @param stored a model of images
 * @param images where they are
 * @param resize whether images of another size are brought to the model's
 * @param part of them, if they are train and test beside each other; empty for all
 */
public record ImagePrediction(StoredModel stored, Path images, boolean resize, String part) {
    /** The title of the column that names images. */
    private static final String ID = "image";

    /**
     * Writes a line for each image, and prints what the predictions are worth where folders tell classes.
     *
     * @param aim the threshold of two classes, and costs
     */
    public void write(Terminal terminal, Output output, StoredAim aim) {
        ModelInput.Images input = (ModelInput.Images) stored.file().input();
        List<String> classes = stored.file().classes();
        Gallery gallery = read(input.shape(), classes);
        PredictionFile predictions = new PredictionFile(
                List.of(new PredictionFile.Id(ID, gallery.names()::get)), classes,
                aim.threshold());
        double[][] probabilities = stored.probabilities(
                new ImageExamples(gallery.images(), input.scale(), Augmentation.NONE));
        output.text(text -> predictions.write(text, probabilities));
        terminal.note(
                Texts.count(probabilities.length, "image") + " predicted in " + output.name());
        measure(terminal, output, gallery, probabilities, aim);
    }

    private Gallery read(Shape shape, List<String> classes) {
        ReadOptions options = ReadOptions.DEFAULT.withPart(part);
        try {
            return ImageFiles.readGallery(
                    images, shape, classes,
                    resize ? options.withSize(shape.dim(0), shape.dim(1)) : options);
        } catch (DataException e) {
            String message = e.getMessage();
            throw new UserError(
                    message.contains("have all resized to one size")
                            ? message + " (--resize does so)"
                            : message,
                    e);
        }
    }

    private static void measure(
            Terminal terminal, Output output, Gallery gallery, double[][] probabilities,
            StoredAim aim) {
        int[] labels = gallery.labels();
        int[] rows = IntStream.range(0, labels.length).filter(i -> labels[i] >= 0).toArray();
        List<String> classes = gallery.images().classes();
        if (rows.length == 0) {
            terminal.note(
                    "no image lies in a folder of a class the model knows: nothing is measured");
            return;
        }
        if (rows.length < labels.length) {
            terminal.note(
                    Texts.count(labels.length - rows.length, "image")
                            + " in no folder of a class the model knows, predicted and not"
                            + " measured");
        }
        LabelledRows labelled = new LabelledRows("", classes);
        for (int row : rows) {
            labelled.add(labels[row], probabilities[row]);
        }
        PrintWriter to = output.plain() ? terminal.out() : terminal.err();
        ScoresText.print(to, labelled, labelled.scores(aim.threshold()));
        aim.print(to, labelled);
    }
}
