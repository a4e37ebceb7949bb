package org.metabalance.app.option;

import org.metabalance.app.console.Texts;
import org.metabalance.meta.data.LabelNoise;
import org.metabalance.meta.protocol.NoisySplits;
import org.metabalance.meta.protocol.Splits;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that makes training labels wrong, to see which methods bear it. */
public final class LabelNoiseOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--label-noise",
            paramLabel = "KIND:RATE",
            description = "Make training labels wrong on purpose, and no others: uniform:RATE (any other"
                    + " class), frequency:RATE (a class by its frequency, the right one too) or flip:RATE"
                    + " (the next class); RATE from 0 to 1. Ten labels of every class stay right, and are"
                    + " known to.")
    private String noise;

    /** Returns the noise; null for none; refuses what is none. */
    public LabelNoise noise() {
        try {
            return noise == null ? null : LabelNoise.parse(noise.strip());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--label-noise: " + e.getMessage(), e);
        }
    }

    /** Returns the noise as results tell of it; empty for none. */
    public String text() {
        LabelNoise own = noise();
        return own == null ? "" : own.text();
    }

    /** Returns what is said of it before training; empty for none. */
    public String note() {
        return noise() == null
                ? ""
                : Texts.format(
                        "training labels are made wrong: %s; %d of every class stay right, of which small"
                                + " balanced sets are made; labels to select and to test on are right",
                        text(), NoisySplits.TRUSTED);
    }

    /** Returns the splits with this noise. */
    public Splits on(Splits splits) {
        LabelNoise own = noise();
        return own == null ? splits : NoisySplits.of(splits, own);
    }
}
