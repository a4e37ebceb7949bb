package org.metabalance.meta.method.holdout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.RowStream;
import org.metabalance.meta.method.Seeds;
import org.metabalance.meta.method.TapedNetwork;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Parameters;

/** Batches of held-out rows, class by class, and the loss on them. */
public final class HeldOutRows {
    private static final String INPUT = "heldOut";

    private final HoldOut holdOut;
    private final int[] counts;
    private final double[] shares;
    private final double[] trained;
    private final List<List<RowStream>> streams = new ArrayList<>();

    /**
     * Creates the batches.
     *
     * @param train the rows, of which some are held out
     * @param parts which
     * @param trained the share each class has in the training loss
     */
    public HeldOutRows(HoldOut holdOut, Examples train, CrossFit parts, double[] trained, Rng rng) {
        this.holdOut = holdOut;
        this.trained = trained;
        counts = counts(holdOut.batch(), parts.heldOutCounts());
        shares = shares(holdOut.ratio(), shares(train), counts);
        Rng batches = rng.stream(Seeds.HELD_OUT_BATCHES);
        for (int f = 0; f < parts.size(); f++) {
            List<RowStream> ofClasses = new ArrayList<>();
            for (int c = 0; c < counts.length; c++) {
                if (counts[c] > 0) {
                    ofClasses.add(new RowStream(
                            parts.of(f).heldOut()[c], batches.stream(f).stream(c)));
                }
            }
            streams.add(ofClasses);
        }
    }

    /** Returns for which share each class stands; classes without held-out rows for nothing. */
    static double[] shares(HoldOut.Ratio ratio, double[] natural, int[] counts) {
        double[] shares = new double[counts.length];
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] > 0) {
                shares[c] = ratio == HoldOut.Ratio.NATURAL ? natural[c] : 1;
            }
        }
        double sum = Arrays.stream(shares).sum();
        return Arrays.stream(shares).map(share -> share / sum).toArray();
    }

    /** Returns how many held-out rows of each class a batch of {@code size} takes: rare classes first. */
    static int[] counts(int size, int[] available) {
        int[] taken = new int[available.length];
        int[] byCount = IntStream.range(0, available.length).boxed()
                .filter(c -> available[c] > 0)
                .sorted(Comparator.comparingInt(c -> available[c]))
                .mapToInt(Integer::intValue).toArray();
        int left = size;
        for (int i = 0; i < byCount.length; i++) {
            int fair = Math.max(1, left / (byCount.length - i));
            taken[byCount[i]] = Math.min(available[byCount[i]], fair);
            left -= taken[byCount[i]];
        }
        return taken;
    }

    /** Returns the shares of the classes in {@code data}. */
    public static double[] shares(Examples data) {
        return Arrays.stream(data.classCounts()).mapToDouble(n -> (double) n / data.size())
                .toArray();
    }

    /** Returns the number of rows in a batch. */
    int size() {
        return Arrays.stream(counts).sum();
    }

    /** Records the rows of a batch: their indices are an input. */
    public Batch on(Tape tape, Examples train) {
        return train.on(tape, tape.input(INPUT, size()));
    }

    /** Returns the loss on a batch at some parameters. */
    public Tensor loss(TapedNetwork net, Batch batch, Parameters at) {
        return holdOut.loss().of(new HoldOutLoss.Scored(
                net.classes(), net.logits(at, batch), batch.labels(), counts, shares, trained));
    }

    /** Sets the indices of the next batch. */
    public void fill(Program program, int part) {
        NdArray indices = program.input(INPUT);
        int at = 0;
        int stream = 0;
        for (int count : counts) {
            if (count > 0) {
                RowStream rows = streams.get(part).get(stream++);
                for (int i = 0; i < count; i++) {
                    indices.set(at++, rows.next());
                }
            }
        }
    }
}
