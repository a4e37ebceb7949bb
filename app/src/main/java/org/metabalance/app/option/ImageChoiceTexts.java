package org.metabalance.app.option;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.metabalance.app.console.Texts;
import org.metabalance.meta.data.Imbalance;
import org.metabalance.meta.data.image.ImageSet;
import org.metabalance.meta.data.image.augment.Augmentation;
import org.metabalance.meta.data.image.augment.ColorJitter;
import org.metabalance.meta.data.image.augment.CutOut;
import org.metabalance.meta.data.image.augment.HorizontalFlip;
import org.metabalance.meta.data.image.augment.RandomCrop;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** From what users type about images to what it means. */
final class ImageChoiceTexts {
    private static final List<String> STEPS = List.of("crop", "flip", "cutout", "colour");

    /** Images are moved by up to an eighth of their side: 4 pixels of 32, as is usual. */
    private static final int CROP = 8;

    private static final double JITTER = .2;
    private static final int MOST_SHOWN = 20;

    private ImageChoiceTexts() {}

    /**
     * Returns an augmentation.
     *
     * @param side the shorter side of the images, in pixels
     */
    static Augmentation augmentation(String text, int side, CommandSpec spec) {
        if (text.equals("none")) {
            return Augmentation.NONE;
        }
        List<Augmentation> steps = new ArrayList<>();
        for (String step : text.split("-", -1)) {
            steps.add(switch (step) {
                case "crop" -> new RandomCrop(
                        Math.max(1, side / CROP), RandomCrop.Padding.ZERO);
                case "flip" -> new HorizontalFlip();
                case "cutout" -> new CutOut(Math.max(1, side / 2));
                case "colour" -> new ColorJitter(JITTER, JITTER, JITTER);
                default -> throw new ParameterException(
                        spec.commandLine(),
                        "--augment must be none, or %s joined by hyphens, got '%s'%s"
                                .formatted(
                                        String.join(", ", STEPS), text,
                                        Texts.didYouMean(step, STEPS)));
            });
        }
        return Augmentation.of(steps.toArray(Augmentation[]::new));
    }

    /** Returns an imbalance. */
    static Imbalance imbalance(String text, CommandSpec spec) {
        String[] parts = text.toLowerCase(Locale.ROOT).split(":", 2);
        try {
            if (parts.length == 2) {
                switch (parts[0]) {
                    case "exponential" -> {
                        return new Imbalance.Exponential(Double.parseDouble(parts[1]));
                    }
                    case "step" -> {
                        return new Imbalance.Step(Double.parseDouble(parts[1]), .5);
                    }
                    case "counts" -> {
                        return new Imbalance.Counts(Arrays.stream(parts[1].split(",", -1))
                                .map(count -> Integer.valueOf(count.strip())).toList());
                    }
                    default -> {
                        // named below
                    }
                }
            }
        } catch (NumberFormatException e) {
            throw new ParameterException(
                    spec.commandLine(), "--imbalance '" + text + "': no number after the colon",
                    e);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--imbalance '" + text + "': " + e.getMessage(), e);
        }
        throw new ParameterException(
                spec.commandLine(),
                "--imbalance must be exponential:RATIO, step:RATIO or counts:N,N,..., got '%s'"
                        .formatted(text));
    }

    /** Returns the images of every class. */
    static String counts(ImageSet images) {
        int[] counts = images.classCounts();
        List<String> texts = new ArrayList<>();
        for (int c = 0; c < Math.min(MOST_SHOWN, counts.length); c++) {
            texts.add(Texts.format("%s (%,d)", images.classes().get(c), counts[c]));
        }
        return String.join(", ", texts)
                + (counts.length > MOST_SHOWN
                        ? Texts.format(" and %d more", counts.length - MOST_SHOWN)
                        : "");
    }
}
