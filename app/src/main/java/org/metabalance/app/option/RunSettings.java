package org.metabalance.app.option;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.app.output.Fingerprint;
import org.metabalance.meta.data.image.ImageSet;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.Table;
import org.metabalance.meta.data.table.Target;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.scoring.folder.Digest;
import org.metabalance.scoring.folder.Release;
import org.metabalance.scoring.schema.SchemaFile;

/**
 * What a training depends on, as a {@link Fingerprint}. Of the data it is the table as it was read -
 * every name and value, after {@code --drop} and {@code --positive} - and not the file: the same rows
 * zipped are the same data, and another reading of the same bytes is not.
 */
public final class RunSettings {
    /** To be raised when the same settings give other results, or results are kept otherwise. */
    private static final int FORMAT = 1;

    private RunSettings() {}

    /** Returns what all trainings of a command share. */
    public static Fingerprint of(
            LoadedData loaded, MethodOptions training, Budget budget,
            PluginOptions plugins) {
        return of(loaded)
                .with("version", Release.number() + ", format " + FORMAT)
                .with("classes", loaded.subject().classes())
                .with("network", training.network())
                .with("hidden", training.hidden())
                .with("budget", budget)
                .with("plugins", plugins.jars().stream().map(RunSettings::digest).toList());
    }

    private static Fingerprint of(LoadedData loaded) {
        return switch (loaded) {
            case DataOptions.Loaded table -> Fingerprint.EMPTY
                    .with("label", table.target().column())
                    .with("schema", Digest.of(SchemaFile.text(table.schema())))
                    .with("data", digest(table.table(), table.target()));
            case GraphOptions.Loaded graph -> graph.data();
            case ImageOptions.Loaded images -> Fingerprint.EMPTY
                    .with("data", digest(images.subject().train()))
                    .with("test images", images.subject().test() == null
                            ? "none"
                            : digest(images.subject().test()))
                    .with("augmentation", images.augmentation());
        };
    }

    /** Returns the checksum of images and of the class of each. */
    public static String digest(ImageSet images) {
        try {
            return Digest.of(bytes -> {
                DataOutputStream out = new DataOutputStream(
                        new BufferedOutputStream(bytes, 1 << 16));
                text(out, images.shape().toString());
                byte[] image = new byte[images.shape().size()];
                for (int i = 0; i < images.size(); i++) {
                    out.writeInt(images.labels()[i]);
                    images.read(i, image);
                    out.write(image);
                }
                out.flush();
            }, OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // nothing is written anywhere
        }
    }

    /** Returns what the training of a method depends on besides. */
    public static Fingerprint of(Fingerprint shared, Method method, long seed) {
        return shared
                .with("method", method.name())
                .with("method settings", text(method))
                .with("seed", seed);
    }

    /**
     * Returns the method's settings: methods are records. Where an object in one is told by its address
     * only, its class counts; a plugin's classes are told by its jar.
     */
    private static String text(Method method) {
        return method.toString().replaceAll("(/0x[0-9a-f]+)?@[0-9a-f]+", "");
    }

    private static String digest(Path jar) {
        try {
            return Digest.of(jar);
        } catch (IOException e) {
            throw new UserError("--plugin: " + jar + " cannot be read: " + Texts.reason(e), e);
        }
    }

    /** Returns the checksum of a table and of the class of each of its rows. */
    public static String digest(Table table, Target target) {
        try {
            return Digest.of(bytes -> {
                DataOutputStream out = new DataOutputStream(
                        new BufferedOutputStream(bytes, 1 << 16));
                for (Column column : table.columns()) {
                    text(out, column.name());
                    column(out, column);
                }
                for (int i = 0; i < target.size(); i++) {
                    out.writeInt(target.rows()[i]);
                    out.writeInt(target.labels()[i]);
                }
                out.flush();
            }, OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // nothing is written anywhere
        }
    }

    private static void column(DataOutputStream out, Column column) throws IOException {
        out.writeInt(column.rows());
        switch (column) {
            case Column.Numeric numbers -> {
                out.writeByte(0);
                ByteBuffer some = ByteBuffer.allocate(1 << 16);
                for (int row = 0; row < column.rows(); row++) {
                    some.putDouble(numbers.value(row));
                    if (!some.hasRemaining() || row + 1 == column.rows()) {
                        out.write(some.array(), 0, some.position());
                        some.clear();
                    }
                }
            }
            case Column.Categorical categories -> {
                out.writeByte(1);
                for (int row = 0; row < column.rows(); row++) {
                    text(out, categories.text(row));
                }
            }
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Returns the files a command reads. */
    public static List<Path> inputs(LoadedData loaded, PluginOptions plugins) {
        List<Path> inputs = new ArrayList<>(plugins.jars());
        switch (loaded) {
            case DataOptions.Loaded table -> inputs.add(table.file());
            case GraphOptions.Loaded graph -> inputs.addAll(graph.inputs());
            case ImageOptions.Loaded images -> inputs.addAll(images.inputs());
        }
        return inputs;
    }
}
