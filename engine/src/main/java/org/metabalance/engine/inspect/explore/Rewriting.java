package org.metabalance.engine.inspect.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.compile.rewrite.Distribution;
import org.metabalance.engine.compile.rewrite.Graph;
import org.metabalance.engine.compile.rewrite.Simplify;
import org.metabalance.engine.compile.rewrite.Sums;
import org.metabalance.engine.compile.rewrite.Watch;
import org.metabalance.engine.inspect.model.Names;
import org.metabalance.engine.inspect.model.OpText;
import org.metabalance.engine.op.Leaf;

/**
 * The compiler's rewriting step by step. In the middle of a pass the program is half old and half new: what was
 * gone through is on the new tape, what was not is on the old one; so what is left can be counted after each
 * step.
 */
final class Rewriting implements Watch {
    private static final String AGAIN = "the same operation of the same operands: computed once";
    private static final String LEFT = "nothing gets simpler: what is left";
    private static final String DEAD = "what nothing needs is left out";

    private final Map<Tensor, Integer> sources = new IdentityHashMap<>();
    private final List<Rewrite> steps = new ArrayList<>();
    private final BitSet alive = new BitSet();
    private final Graph result;
    private Graph graph;
    private Tape onto;
    private int[] now;
    private int seen;
    private int pass;

    private Rewriting(Graph recorded) {
        recorded.tape().nodes().forEach(t -> sources.put(t, t.index()));
        alive.set(0, recorded.tape().nodes().size());
        result = Distribution.run(Simplify.run(recorded, this), this);
        graph = result;
        onto = new Tape(result.tape().dtype());
        now = new int[result.tape().nodes().size()];
        Arrays.fill(now, -1);
        step(null, null, List.of(LEFT));
    }

    static Rewriting of(Graph recorded) {
        return new Rewriting(recorded);
    }

    List<Rewrite> steps() {
        return steps;
    }

    /** Returns the place on the recorded tape of what a tensor of the simplified one was written for. */
    int source(int simplified) {
        return sources.get(result.tape().nodes().get(simplified));
    }

    @Override
    public void begin(Graph graph, Tape onto) {
        this.graph = graph;
        this.onto = onto;
        now = new int[graph.tape().nodes().size()];
        Arrays.fill(now, -1);
        seen = 0;
        pass++;
        if (pass == 1) {
            step(null, null, List.of(DEAD));
        }
    }

    @Override
    public void rewritten(Tensor was, Tensor is, List<String> rules) {
        boolean known = is.index() < seen;
        List<Tensor> nodes = onto.nodes();
        for (; seen < nodes.size(); seen++) {
            sources.put(nodes.get(seen), sources.get(was));
        }
        now[was.index()] = is.index();
        if (Names.number(was) != null) {
            // one number, repeated: nothing to see
            return;
        }
        if (!rules.isEmpty()) {
            step(was, is, rules);
        } else if (known && !(was.op() instanceof Leaf)) {
            step(was, is, List.of(AGAIN));
        }
    }

    private void step(Tensor was, Tensor is, List<String> rules) {
        boolean[] old = new boolean[now.length];
        boolean[] fresh = new boolean[onto.nodes().size()];
        graph.outputs().forEach(t -> mark(t, old, fresh));
        graph.assigns().values().forEach(t -> mark(t, old, fresh));
        long products = 0;
        int operations = 0;
        BitSet left = new BitSet();
        for (int i = old.length - 1; i >= 0; i--) {
            if (old[i]) {
                Tensor t = graph.tape().nodes().get(i);
                t.inputs().forEach(x -> mark(x, old, fresh));
                products += Sums.multiplyAdds(t);
                operations++;
                left.set(sources.get(t));
            }
        }
        for (int i = fresh.length - 1; i >= 0; i--) {
            if (fresh[i]) {
                Tensor t = onto.nodes().get(i);
                t.inputs().forEach(x -> fresh[x.index()] = true);
                products += Sums.multiplyAdds(t);
                operations++;
                left.set(sources.get(t));
            }
        }
        BitSet gone = (BitSet) alive.clone();
        gone.andNot(left);
        alive.and(left);
        steps.add(new Rewrite(
                pass,
                was == null ? -1 : sources.get(was),
                rules,
                was == null ? "" : text(was),
                is == null ? "" : text(is),
                products,
                operations,
                gone.stream().boxed().toList()));
    }

    /** An operation with its operands by their places on the recorded tape. */
    private String text(Tensor t) {
        if (t.inputs().isEmpty()) {
            return t.op() instanceof Leaf.Constant ? OpText.call(t) : Names.operand(t);
        }
        List<String> operands = new ArrayList<>();
        for (int i = 0; i < t.inputs().size(); i++) {
            Tensor x = t.input(i);
            boolean called = !x.name().isEmpty() || Names.number(x) != null;
            operands.add((called ? Names.operand(x) : "#" + sources.get(x))
                    + (OpText.transposes(t.op(), i) ? "^T" : ""));
        }
        return OpText.call(t.op(), operands);
    }

    private void mark(Tensor t, boolean[] old, boolean[] fresh) {
        int at = now[t.index()];
        if (at >= 0) {
            fresh[at] = true;
        } else {
            old[t.index()] = true;
        }
    }
}
