package org.metabalance.app.output;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import org.metabalance.app.console.Terminal;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;

/**
 * A file to be written: whole or not at all. What is written goes to a temporary file in the same
 * folder, is forced to the disk, and takes the old one's place by one rename, with its permissions and,
 * where that is allowed, its owner. If anything fails, what was there stays.
 *
 * <p>Only plain files are replaced. Links are followed to the file they lead to, and stay; devices and
 * FIFOs are opened and written; {@code -} and {@code /dev/stdout} are standard output.
 */
public final class Output {
    private static final String STANDARD = "-";

    private final Path path;
    private final Terminal terminal; // null: the path is a file's, whatever it is called
    private final Collection<Path> inputs;

    private Output(Path path, Terminal terminal, Collection<Path> inputs) {
        this.path = path;
        this.terminal = terminal;
        this.inputs = List.copyOf(inputs);
    }

    /** Writes bytes. */
    @FunctionalInterface
    public interface Bytes {
        /** Writes them to {@code out}, which is buffered and closed by others. */
        void to(OutputStream out) throws IOException;
    }

    /** Writes text. */
    @FunctionalInterface
    public interface Text {
        /** Writes it to {@code out}, which is buffered and closed by others. */
        void to(Writer out) throws IOException;
    }

    /** Returns the output to a file. */
    public static Output of(Path path) {
        return new Output(path, null, List.of());
    }

    /** Returns the output a user named: {@code -} is standard output. */
    public static Output named(Path path, Terminal terminal) {
        return new Output(path, terminal, List.of());
    }

    /** Returns this output, which refuses to be one of the files that are read. */
    public Output apartFrom(Collection<Path> read) {
        return new Output(path, terminal, read);
    }

    /** Returns what to call it in a sentence. */
    public String name() {
        return standard() ? "standard output" : path.toString();
    }

    /** Returns whether a plain file is written: nobody reads along, as at standard output or a device. */
    public boolean plain() {
        return !standard() && Destination.of(path) instanceof Destination.Plain;
    }

    private boolean standard() {
        return terminal != null && path.toString().equals(STANDARD);
    }

    /**
     * Finds out, before any work, whether it can be written, and removes what killed processes left in
     * its folder.
     *
     * @throws UserError if not
     */
    public void require() {
        if (standard()) {
            return;
        }
        switch (Destination.of(path)) {
            case Destination.Plain(Path target) -> {
                requireApart(target);
                try {
                    Temporary.clean(target.getParent());
                    if (Files.exists(target) && !Files.isWritable(target)) {
                        throw new UserError(path + " cannot be written: it is read-only");
                    }
                    Temporary.in(target.getParent()).close();
                } catch (IOException e) {
                    throw failed(target, e);
                }
            }
            case Destination.Special(Path special) -> {
                if (!Files.isWritable(special)) {
                    throw new UserError(path + " cannot be written: permission denied");
                }
            }
            case Destination.Open _ -> {}
        }
    }

    private void requireApart(Path target) {
        try {
            for (Path input : inputs) {
                if (Files.exists(target) && Files.exists(input)
                        && Files.isSameFile(target, input)) {
                    throw new UserError(
                            path + " is also read, as " + input + ": give another file to write");
                }
            }
        } catch (IOException e) {
            throw failed(target, e);
        }
    }

    /**
     * Writes {@code text} in UTF-8.
     *
     * @throws UserError if it cannot be written: then what was there is there
     */
    public void write(String text) {
        text(out -> out.write(text));
    }

    /**
     * Writes what {@code text} writes, in UTF-8.
     *
     * @throws UserError if it cannot be written: then what was there is there
     */
    public void text(Text text) {
        PrintWriter printed = printed();
        if (printed == null) {
            bytes(out -> {
                Writer writer = new BufferedWriter(
                        new OutputStreamWriter(out, StandardCharsets.UTF_8));
                text.to(writer);
                writer.flush();
            });
            return;
        }
        try {
            text.to(printed);
        } catch (IOException e) {
            throw new UserError(name() + " cannot be written: " + Texts.reason(e), e);
        }
        if (printed.checkError()) {
            throw new UserError(
                    name() + " cannot be written: no space, or nobody reads it any more");
        }
    }

    /** Returns the terminal's stream that the path means; null if it means none. */
    private PrintWriter printed() {
        if (standard()) {
            return terminal.out();
        }
        return terminal != null
                && Destination.of(path) instanceof Destination.Open(Path _, int descriptor)
                        ? switch (descriptor) {
                            case 1 -> terminal.out();
                            case 2 -> terminal.err();
                            default -> null;
                        }
                        : null;
    }

    /**
     * Writes what {@code bytes} writes; not to standard output.
     *
     * @throws UserError if it cannot be written: then what was there is there
     */
    public void bytes(Bytes bytes) {
        switch (Destination.of(path)) {
            case Destination.Plain(Path target) -> {
                requireApart(target);
                try {
                    Replacement.of(target, bytes);
                } catch (IOException e) {
                    throw failed(target, e);
                }
            }
            case Destination.Special(Path special) -> through(special, bytes);
            case Destination.Open(Path open, int _) -> through(
                    open, bytes, StandardOpenOption.APPEND);
        }
    }

    private void through(Path special, Bytes bytes, StandardOpenOption... how) {
        StandardOpenOption[] options = how.length == 0
                ? new StandardOpenOption[] {StandardOpenOption.WRITE}
                : how;
        try (OutputStream out = new BufferedOutputStream(
                Files.newOutputStream(special, options))) {
            bytes.to(out);
        } catch (IOException e) {
            throw failed(special, e);
        }
    }

    private UserError failed(Path target, IOException e) {
        Path folder = target.getParent();
        String reason = Files.isDirectory(folder)
                ? Texts.reason(e)
                : "there is no folder " + folder + " any more";
        return new UserError(path + " cannot be written: " + reason, e);
    }
}
