package org.metabalance.engine.inspect.explore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.Unconnected;
import org.metabalance.engine.compile.rewrite.Graph;
import org.metabalance.engine.compile.rewrite.Simplify;
import org.metabalance.engine.compile.rewrite.Sums;
import org.metabalance.engine.compile.rewrite.Watch;
import org.metabalance.engine.op.Leaf;

/** Holds the exact gradient of a recording against the first-order one, recorded on the same tape. */
final class Comparison {
    private final Recording recording;
    private final Tape tape;
    private final int count;

    private Comparison(Recording recording, int count) {
        this.recording = recording;
        this.tape = recording.tape();
        this.count = count;
    }

    /**
     * Compares; empty if the loss is made of no gradient, so that there is no second order.
     *
     * @param count how many operations of the tape are the user's
     */
    static Optional<FirstOrder> of(Recording recording, int count) {
        return new Comparison(recording, count).compare();
    }

    private Optional<FirstOrder> compare() {
        List<Tensor> constants = gradientsInLoss();
        if (constants.isEmpty()) {
            return Optional.empty();
        }
        Map<Tensor, Tensor> instead = new IdentityHashMap<>();
        constants.forEach(t -> instead.put(t, t.stopGradient()));
        Tensor loss = tape.substitute(List.of(recording.loss()), instead).getFirst();
        List<Tensor> first = Gradients.gradient(loss, recording.xs(), Unconnected.ZERO);
        List<NdArray> values = Evaluation.of(recording, both(first));
        double[] exact = flat(values.subList(0, first.size()));
        double[] approximate = flat(values.subList(first.size(), 2 * first.size()));
        double[] difference = exact.clone();
        for (int i = 0; i < difference.length; i++) {
            difference[i] -= approximate[i];
        }
        double lengths = norm(exact) * norm(approximate);
        double cosine = Math.clamp(dot(exact, approximate) / lengths, -1, 1);
        return Optional.of(new FirstOrder(
                constants.stream().map(Tensor::index).toList(),
                falls(first),
                norm(exact),
                norm(approximate),
                lengths == 0 ? Double.NaN : StrictMath.toDegrees(StrictMath.acos(cosine)),
                norm(difference),
                multiplyAdds(recording.loss(), recording.gradient()),
                multiplyAdds(loss, first)));
    }

    private List<Tensor> both(List<Tensor> first) {
        List<Tensor> both = new ArrayList<>(recording.gradient());
        both.addAll(first);
        return both;
    }

    /** The adjoints that something the user recorded reads, on the way to the loss. */
    private List<Tensor> gradientsInLoss() {
        List<Tensor> found = new ArrayList<>();
        Graph asked = new Graph(tape, List.of(recording.loss()), Map.of());
        for (Tensor t : asked.live()) {
            if (t.origin().adjointOf() < 0) {
                t.inputs().stream()
                        .filter(x -> x.origin().adjointOf() >= 0 && !found.contains(x))
                        .forEach(found::add);
            }
        }
        return found;
    }

    /**
     * The operations of the exact gradient that have no equal in the first-order one: both are simplified
     * together, so that equal operations become one.
     */
    private List<Integer> falls(List<Tensor> first) {
        Graph exact = new Graph(tape, recording.gradient(), Map.of());
        Images images = new Images();
        List<Tensor> needed = both(first);
        needed.add(recording.loss());
        Simplify.run(new Graph(tape, needed, Map.of()), images);
        List<Tensor> firstOrder = new ArrayList<>(first);
        firstOrder.add(recording.loss());
        BitSet needs = live(images, recording.gradient());
        BitSet kept = live(images, firstOrder);
        BitSet falls = new BitSet();
        BitSet used = new BitSet();
        List<Tensor> live = exact.live();
        for (Tensor t : live.reversed()) {
            int image = images.first.get(t).index();
            // what is simplified away goes with what used it
            if (needs.get(image) ? !kept.get(image) : !used.get(t.index())) {
                falls.set(t.index());
            } else {
                t.inputs().forEach(x -> used.set(x.index()));
            }
        }
        return live.stream()
                .filter(t -> t.index() < count && falls.get(t.index())
                        && !(t.op() instanceof Leaf))
                .map(Tensor::index).toList();
    }

    private static BitSet live(Images images, List<Tensor> outputs) {
        BitSet live = new BitSet();
        new Graph(images.onto, outputs.stream().map(images.first::get).toList(), Map.of()).live()
                .forEach(t -> live.set(t.index()));
        return live;
    }

    /** What each operation becomes in the first pass. */
    private static final class Images implements Watch {
        private final Map<Tensor, Tensor> first = new IdentityHashMap<>();
        private Tape onto;
        private boolean later;

        @Override
        public void begin(Graph graph, Tape onto) {
            later = this.onto != null;
            this.onto = later ? this.onto : onto;
        }

        @Override
        public void rewritten(Tensor was, Tensor now, List<String> rules) {
            if (!later) {
                first.put(was, now);
            }
        }
    }

    private long multiplyAdds(Tensor loss, List<Tensor> gradient) {
        List<Tensor> outputs = new ArrayList<>(gradient);
        outputs.add(loss);
        return Simplify.run(new Graph(tape, outputs, new LinkedHashMap<>())).live().stream()
                .mapToLong(Sums::multiplyAdds).sum();
    }

    private static double[] flat(List<NdArray> arrays) {
        double[] all = new double[arrays.stream().mapToInt(NdArray::size).sum()];
        int at = 0;
        for (NdArray array : arrays) {
            for (int i = 0; i < array.size(); i++) {
                all[at++] = array.get(i);
            }
        }
        return all;
    }

    private static double norm(double[] x) {
        return Math.sqrt(dot(x, x));
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }
}
