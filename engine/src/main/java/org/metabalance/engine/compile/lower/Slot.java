package org.metabalance.engine.compile.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.op.Op;

/** A place in the order of execution: a finished instruction, or a chain that may still grow. */
sealed interface Slot {

    Instruction instruction();

    /** An instruction as it is. */
    record Fixed(Instruction instruction) implements Slot {}

    /** A growing {@link Instruction.Pointwise}. */
    final class Chain implements Slot {
        /** A chain longer than this stays in no cache and takes long to plan. */
        static final int MAX_ENTRIES = 64;

        private final int position;
        private final int size;
        private final List<Instruction.Entry> entries = new ArrayList<>();
        private final Map<View, Integer> loads = new HashMap<>();
        private final Map<Tensor, Integer> copies = new IdentityHashMap<>();

        Chain(int position, int size) {
            this.position = position;
            this.size = size;
        }

        int position() {
            return position;
        }

        boolean full() {
            return entries.size() >= MAX_ENTRIES;
        }

        boolean loads(View view) {
            return loads.containsKey(view.collapsed());
        }

        int load(View view) {
            return loads.computeIfAbsent(
                    view.collapsed(), v -> add(new Instruction.Entry.Load(v)));
        }

        int apply(Tensor source, Op op, int... arguments) {
            return add(new Instruction.Entry.Apply(op, arguments, source, null));
        }

        /** Computes here what another chain computes too. */
        int again(Tensor source, Op op, int... arguments) {
            return copies.computeIfAbsent(source, t -> apply(t, op, arguments));
        }

        /** Returns the buffer in which the result of an entry is kept, from now on. */
        Buffer store(int entry, Shape shape, String label) {
            Instruction.Entry.Apply apply = (Instruction.Entry.Apply) entries.get(entry);
            if (apply.store() != null) {
                return apply.store();
            }
            Buffer buffer = Buffer.intermediate(shape, label, apply.source());
            entries.set(entry, apply.storedIn(buffer));
            return buffer;
        }

        /** Returns whether sums over blocks of so many elements can be taken along: all blocks are alike. */
        boolean mayAdd(int elements) {
            return entries.stream().noneMatch(
                    entry -> entry instanceof Instruction.Entry.Sums sums
                            && sums.elements() != elements);
        }

        /** Keeps the sums of an entry's columns over blocks of rows, too. */
        void sum(int entry, int block, int inner, Buffer sums) {
            add(new Instruction.Entry.Sums(entry, block, inner, sums));
        }

        private int add(Instruction.Entry entry) {
            entries.add(entry);
            return entries.size() - 1;
        }

        /** Leaves out what nothing needs: results that every user computes for itself. */
        @Override
        public Instruction instruction() {
            boolean[] needed = new boolean[entries.size()];
            for (int i = needed.length - 1; i >= 0; i--) {
                needed[i] |= entries.get(i).store() != null;
                for (int argument : entries.get(i).arguments()) {
                    needed[argument] |= needed[i];
                }
            }
            int[] position = new int[needed.length];
            List<Instruction.Entry> kept = new ArrayList<>();
            for (int i = 0; i < needed.length; i++) {
                position[i] = kept.size();
                if (needed[i]) {
                    kept.add(entries.get(i).moved(position));
                }
            }
            return new Instruction.Pointwise(size, List.copyOf(kept));
        }
    }
}
