package org.metabalance.engine.execute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.metabalance.engine.compile.lower.Buffer;
import org.metabalance.engine.compile.lower.Instruction;
import org.metabalance.engine.compile.lower.Instruction.Entry;
import org.metabalance.engine.compile.lower.View;
import org.metabalance.engine.kernel.FloatKernels;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Op;
import org.metabalance.engine.op.Unary;

/**
 * Runs a chain of elementwise operations block by block. Operands that lie dense in memory are read
 * where they are; everything else that a later operation needs passes through registers, blocks of
 * scratch memory small enough to stay in the first-level cache.
 */
final class FloatChain implements FloatStep {
    /** Elements in a block: several registers of 4 KiB fit into a first-level cache of 32 KiB. */
    static final int BLOCK = 1024;

    private final int size;
    private final int block;
    private final FloatMicroOp[] once;
    private final FloatMicroOp[] operations;

    private FloatChain(int size, int block, FloatMicroOp[] once, FloatMicroOp[] operations) {
        this.size = size;
        this.block = block;
        this.once = once;
        this.operations = operations;
    }

    @Override
    public void run() {
        run(0, size);
    }

    /** Runs the blocks from element {@code from}, where one begins, to {@code to}. */
    void run(int from, int to) {
        for (FloatMicroOp operation : once) {
            operation.run(0, Math.min(block, size));
        }
        for (int start = from; start < to; start += block) {
            int n = Math.min(block, to - start);
            for (FloatMicroOp operation : operations) {
                operation.run(start, n);
            }
        }
    }

    /** Returns how many elements of scratch memory a chain needs. */
    static int scratch(Instruction.Pointwise chain, FloatMemory memory, FloatKernels kernels) {
        Binder trial = new Binder(chain, memory, kernels, new float[0]);
        trial.bind();
        return trial.peak * trial.block;
    }

    /** Returns how many elements the chain takes at a time. */
    int block() {
        return block;
    }

    static FloatChain bind(
            Instruction.Pointwise chain, FloatMemory memory, FloatKernels kernels,
            float[] scratch) {
        return new Binder(chain, memory, kernels, scratch).bind();
    }

    /** Where an entry's elements are: {@code array[base + advance * start + i]}, or one number. */
    record Place(float[] array, int base, int advance, boolean scalar) {}

    private static final class Binder {
        private final FloatMemory memory;
        private final FloatKernels kernels;
        private final int size;
        private final List<Entry> entries;
        private final int[] lastUse;
        private final Place[] places;
        private final int block;
        private final List<FloatMicroOp> once = new ArrayList<>();
        private final List<FloatMicroOp> operations = new ArrayList<>();
        private final List<FloatMicroOp> delayed = new ArrayList<>();
        private final float[] scratch;
        private final boolean[] busy;
        private final List<Place> spreads = new ArrayList<>();
        private final List<Place> lasting = new ArrayList<>();
        private int peak;

        Binder(
                Instruction.Pointwise chain,
                FloatMemory memory,
                FloatKernels kernels,
                float[] scratch) {
            this.memory = memory;
            this.scratch = scratch;
            this.kernels = kernels;
            this.size = chain.size();
            this.entries = chain.entries();
            this.places = new Place[entries.size()];
            this.lastUse = new int[entries.size()];
            int applied = 0;
            for (int i = 0; i < entries.size(); i++) {
                if (!(entries.get(i) instanceof Entry.Load)) {
                    applied++;
                    for (int argument : entries.get(i).arguments()) {
                        lastUse[argument] = i;
                    }
                }
            }
            // a single operation between dense operands has nothing to keep in cache
            boolean alone = applied == 1 && entries.stream().noneMatch(Binder::needsRegister);
            this.block = alone ? Math.max(1, size) : blockFor(size, entries);
            this.busy = new boolean[entries.size() + 3];
        }

        /** Whole rows, where rows repeat: then all blocks need the same elements of them. */
        private static int blockFor(int size, List<Entry> entries) {
            for (Entry entry : entries) {
                if (entry instanceof Entry.Sums sums) {
                    return sums.elements();
                }
            }
            for (Entry entry : entries) {
                if (entry instanceof Entry.Load(View view) && repeats(view)) {
                    int period = size / view.dims()[0];
                    return period > BLOCK ? BLOCK : Math.min(size, BLOCK / period * period);
                }
            }
            return Math.clamp(size, 1, BLOCK);
        }

        /** Whether a view is one stretch over and over: a row for each row of a matrix. */
        private static boolean repeats(View view) {
            return view.strides().length > 1 && view.strides()[0] == 0 && view.size() > 0;
        }

        private static boolean needsRegister(Entry entry) {
            return entry instanceof Entry.Load(View view) && !isDense(view);
        }

        private static boolean isDense(View view) {
            return view.dims().length == 0 || view.dims().length == 1 && view.strides()[0] == 1;
        }

        private static boolean isScalar(View view) {
            return Arrays.stream(view.strides()).allMatch(stride -> stride == 0);
        }

        FloatChain bind() {
            // first what is read once: its registers must not serve anything else
            for (int i = 0; i < entries.size(); i++) {
                if (entries.get(i) instanceof Entry.Load(View view) && sameInAllBlocks(view)) {
                    places[i] = register();
                    lasting.add(places[i]);
                    once.add(new FloatMicroOp.Load(strided(view), places[i]));
                }
            }
            for (int i = 0; i < entries.size(); i++) {
                switch (entries.get(i)) {
                    case Entry.Load(View view) ->
                            places[i] = places[i] == null ? load(view) : places[i];
                    case Entry.Apply apply -> apply(i, apply);
                    case Entry.Sums sums -> {
                        operations.add(sum(sums));
                        releaseAfter(i, sums);
                    }
                }
            }
            operations.addAll(delayed);
            return new FloatChain(
                    size,
                    block,
                    once.toArray(FloatMicroOp[]::new),
                    operations.toArray(FloatMicroOp[]::new));
        }

        private boolean sameInAllBlocks(View view) {
            return repeats(view) && !isScalar(view) && block % (size / view.dims()[0]) == 0;
        }

        private FloatStrided strided(View view) {
            return new FloatStrided(view, memory.array(view.buffer()), begin(view));
        }

        private static int begin(View view) {
            return view.buffer().offset() + view.offset();
        }

        private Place load(View view) {
            if (isDense(view)) {
                return new Place(memory.array(view.buffer()), begin(view), 1, false);
            }
            if (isScalar(view)) {
                return new Place(memory.array(view.buffer()), begin(view), 0, true);
            }
            Place register = register();
            operations.add(new FloatMicroOp.Load(strided(view), register));
            return register;
        }

        private void apply(int i, Entry.Apply apply) {
            Place target = target(i, apply);
            int[] arguments = apply.arguments();
            operations.add(operation(apply.op(), arguments, target));
            places[i] = target;
            releaseAfter(i, apply);
        }

        private void releaseAfter(int i, Entry entry) {
            for (int argument : entry.arguments()) {
                if (lastUse[argument] == i) {
                    release(places[argument]);
                }
            }
            spreads.forEach(this::release);
            spreads.clear();
        }

        private FloatMicroOp sum(Entry.Sums sums) {
            Buffer store = sums.store();
            return new FloatMicroOp.Sum(
                    kernels, places[sums.argument()], sums.inner(), sums.elements(),
                    new Place(memory.array(store), store.offset(), 0, false));
        }

        private Place target(int i, Entry.Apply apply) {
            Buffer store = apply.store();
            if (store == null) {
                return register();
            }
            Place kept = new Place(memory.array(store), store.offset(), 1, false);
            for (int k = 0; k < entries.size(); k++) {
                if (entries.get(k) instanceof Entry.Load(View view)
                        && memory.array(view.buffer()) == kept.array()
                        && begin(view) == kept.base()
                        && lastUse[k] > i) {
                    // the operand whose place this is will be read again: keep the result aside
                    Place aside = register();
                    delayed.add(new FloatMicroOp.Copy(aside, kept));
                    lastUse[i] = Integer.MAX_VALUE;
                    return aside;
                }
            }
            return kept;
        }

        private FloatMicroOp operation(Op op, int[] arguments, Place target) {
            Place x = places[arguments[0]];
            if (op == null) {
                return new FloatMicroOp.Copy(x.scalar() ? spread(x) : x, target);
            }
            if (op instanceof Unary unary) {
                return new FloatMicroOp.One(kernels, unary, x.scalar() ? spread(x) : x, target);
            }
            Place y = places[arguments[1]];
            if (op instanceof Binary binary) {
                if (x.scalar() && y.scalar()) {
                    return new FloatMicroOp.Right(kernels, binary, spread(x), y, target);
                }
                if (y.scalar()) {
                    return new FloatMicroOp.Right(kernels, binary, x, y, target);
                }
                return x.scalar()
                        ? new FloatMicroOp.Left(kernels, binary, x, y, target)
                        : new FloatMicroOp.Two(kernels, binary, x, y, target);
            }
            Place z = places[arguments[2]];
            return new FloatMicroOp.Choose(
                    kernels,
                    x.scalar() ? spread(x) : x,
                    y.scalar() ? spread(y) : y,
                    z.scalar() ? spread(z) : z,
                    target);
        }

        /** Repeats a number through a register of its own, for one operation. */
        private Place spread(Place scalar) {
            Place register = register();
            spreads.add(register);
            operations.add(new FloatMicroOp.Fill(scalar, register));
            return register;
        }

        private Place register() {
            int free = 0;
            while (busy[free]) {
                free++;
            }
            busy[free] = true;
            peak = Math.max(peak, free + 1);
            return new Place(scratch, free * block, 0, false);
        }

        private void release(Place place) {
            if (place.array() == scratch && !lasting.contains(place)) {
                busy[place.base() / block] = false;
            }
        }
    }
}
