package org.metabalance.meta.data.table;

import java.util.Optional;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.meta.data.BatchInput;
import org.metabalance.nn.Batch;

/** A batch of rows on disk: features and labels are inputs. */
final class StoredBatch implements BatchInput {
    private final String name;
    private final StoredRows rows;
    private final Batch batch;

    StoredBatch(Tape tape, String name, int size, StoredRows rows) {
        this.name = name;
        this.rows = rows;
        batch = new Batch(
                tape.input(name, size, rows.width()), tape.input(labels(name), size));
    }

    private static String labels(String name) {
        return name + " labels";
    }

    @Override
    public Batch batch() {
        return batch;
    }

    @Override
    public Optional<Filler> in(Program program) {
        return program.inputs().contains(name) || program.inputs().contains(labels(name))
                ? Optional.of(new Rows(program))
                : Optional.empty();
    }

    private static NdArray input(Program program, String input) {
        return program.inputs().contains(input) ? program.input(input) : null;
    }

    private final class Rows implements Filler {
        /** 64-bit ones tell more rows apart than the 32-bit ones of a program. */
        private final NdArray indices = NdArray.zeros(DType.F64, Shape.of(batch.size()));
        private final NdArray x;
        private final NdArray y;
        /** What x holds, or is converted from. */
        private final float[] numbers;

        Rows(Program program) {
            x = input(program, name);
            y = input(program, labels(name));
            numbers = x == null
                    ? null
                    : x.dtype() == DType.F32 ? x.floats() : new float[x.size()];
        }

        @Override
        public NdArray indices() {
            return indices;
        }

        @Override
        public void load(long run) {
            for (int i = 0; i < indices.size(); i++) {
                int example = (int) indices.get(i);
                if (x != null) {
                    rows.fill(example, numbers, i * rows.width());
                }
                if (y != null) {
                    y.set(i, rows.label(example));
                }
            }
            if (x != null && x.dtype() != DType.F32) {
                for (int i = 0; i < numbers.length; i++) {
                    x.set(i, numbers[i]);
                }
            }
        }
    }
}
