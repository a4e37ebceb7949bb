package org.metabalance.app.option;

import org.metabalance.app.console.UserError;
import org.metabalance.app.results.ImageChoices;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.image.read.ReadOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say how images are read. */
public final class ImageReading {
    private static final int MOST_SIDE = 4096;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--resize",
            paramLabel = "HxW",
            description = "Bring images of files to this height and width, such as 32x32; otherwise all must"
                    + " have one size.")
    private String resize;

    @Option(
            names = "--channels",
            paramLabel = "N",
            description = "1 to read images as grey, 3 as colour; otherwise all must be alike.")
    private Integer channels;

    /** Returns the size as the user typed it; null for none. */
    String resize() {
        return resize;
    }

    /** Returns the channels asked for; null for none. */
    Integer channels() {
        return channels;
    }

    /** Takes from a comparison what the user did not give. */
    void orElse(ImageChoices saved) {
        resize = resize == null ? saved.resize() : resize;
        channels = channels == null ? saved.channels() : channels;
    }

    /** Returns how images are read. */
    public ReadOptions options() {
        ReadOptions options = ReadOptions.DEFAULT;
        if (channels != null) {
            if (channels != 1 && channels != 3) {
                throw new ParameterException(
                        spec.commandLine(), "--channels must be 1 or 3, got " + channels);
            }
            options = options.withChannels(channels);
        }
        return resize == null ? options : options.withSize(side(0), side(1));
    }

    private int side(int which) {
        String[] sides = resize.strip().toLowerCase(java.util.Locale.ROOT).split("x", -1);
        int side = sides.length == 2 && sides[which].matches("\\d{1,4}")
                ? Integer.parseInt(sides[which])
                : 0;
        if (side < 1 || side > MOST_SIDE) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--resize must be HEIGHTxWIDTH of 1 to %d pixels, such as 32x32, got '%s'"
                            .formatted(MOST_SIDE, resize));
        }
        return side;
    }

    /** Returns an error in reading with the option that helps. */
    public UserError explained(DataException e) {
        String message = e.getMessage();
        String help = "";
        if (message.contains("have all resized to one size")) {
            help = " (--resize HEIGHTxWIDTH does so)";
        } else if (message.contains("ask for 1 channel (grey) or 3")) {
            help = " (--channels)";
        }
        return new UserError(message + help, e);
    }
}
