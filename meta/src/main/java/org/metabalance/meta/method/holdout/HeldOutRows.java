package org.metabalance.meta.method.holdout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.data.table.DataSet;
import org.metabalance.meta.method.Network;
import org.metabalance.meta.method.Rows;
import org.metabalance.meta.method.points.Batches;
import org.metabalance.meta.method.points.PointStreams;
import org.metabalance.meta.method.points.RowStream;
import org.metabalance.nn.Mode;
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
     * @param folds which
     * @param trained the share each class has in the training loss
     */
    public HeldOutRows(HoldOut holdOut, DataSet train, Folds folds, double[] trained, Rng rng) {
        this.holdOut = holdOut;
        this.trained = trained;
        counts = Batches.heldOut(holdOut.batch(), folds.heldOutCounts());
        shares = shares(holdOut.ratio(), Batches.shares(train), counts);
        Rng batches = rng.stream(PointStreams.HELD_OUT_BATCHES);
        for (int f = 0; f < folds.size(); f++) {
            List<RowStream> ofClasses = new ArrayList<>();
            for (int c = 0; c < counts.length; c++) {
                if (counts[c] > 0) {
                    ofClasses.add(new RowStream(
                            folds.of(f).heldOut()[c], batches.stream(f).stream(c)));
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

    /** Returns the number of rows in a batch. */
    int size() {
        return Arrays.stream(counts).sum();
    }

    /** Records the rows of a batch: their indices are an input. */
    public Rows on(Tape tape, Rows data) {
        return data.pick(tape.input(INPUT, size()));
    }

    /** Returns the loss on a batch at some parameters. */
    public Tensor loss(Network network, Rows batch, Parameters at) {
        Tensor logits = network.logits(at, batch.features(), Mode.TRAIN);
        return holdOut.loss().of(new HoldOutLoss.Scored(
                network, logits, batch.labels(), counts, shares, trained));
    }

    /** Sets the indices of the next batch. */
    public void fill(Program program, int fold) {
        NdArray indices = program.input(INPUT);
        int at = 0;
        int stream = 0;
        for (int count : counts) {
            if (count > 0) {
                RowStream rows = streams.get(fold).get(stream++);
                for (int i = 0; i < count; i++) {
                    indices.set(at++, rows.next());
                }
            }
        }
    }
}
