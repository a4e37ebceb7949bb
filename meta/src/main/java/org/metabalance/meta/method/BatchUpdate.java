package org.metabalance.meta.method;

import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;

/**
 * A compiled update that sees one batch of rows a run. The tape has an input {@value #ROWS}, which
 * takes the indices of the batch.
 *
 * @param program the update
 * @param rows what {@value #ROWS} reads
 * @param indices where the rows of a batch come from
 */
public record BatchUpdate(Program program, NdArray rows, IndexStream indices) {
    /** The input of row indices. */
    public static final String ROWS = "rows";

    /**
     * Compiles the update that is recorded on a tape.
     *
     * @param tape with everything the update assigns
     * @param loss what the program puts out
     * @param count how many rows there are to draw from
     * @param rng the problem's
     */
    public static BatchUpdate compile(Tape tape, Tensor loss, int count, Rng rng) {
        Program program = tape.compile(loss).seed(rng.stream(Seeds.PROGRAM).key());
        return new BatchUpdate(
                program,
                program.input(ROWS),
                new IndexStream(count, rng.stream(Seeds.BATCHES)));
    }

    /** Makes the update with the next batch. */
    public void run() {
        indices.fill(rows);
        program.run();
    }
}
