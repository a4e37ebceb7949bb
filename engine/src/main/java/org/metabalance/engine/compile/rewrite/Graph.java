package org.metabalance.engine.compile.rewrite;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.Variable;

/**
 * What a program is asked for: the values of some tensors of a tape and new values of variables.
 * Everything on the tape that these do not need is dead.
 */
public record Graph(Tape tape, List<Tensor> outputs, Map<Variable, Tensor> assigns) {

    /** Returns, for each tensor that is needed once and by another tensor, that other one. */
    public Map<Tensor, Tensor> onlyUsers() {
        int[] uses = new int[tape.nodes().size()];
        live().forEach(t -> t.inputs().forEach(input -> uses[input.index()]++));
        outputs.forEach(t -> uses[t.index()]++);
        assigns.values().forEach(t -> uses[t.index()]++);
        Map<Tensor, Tensor> users = new IdentityHashMap<>();
        for (Tensor t : live()) {
            t.inputs().stream().filter(x -> uses[x.index()] == 1).forEach(x -> users.put(x, t));
        }
        return users;
    }

    /** Returns this graph written again on another tape, where {@code now} says what each tensor is. */
    public Graph on(Tape other, Map<Tensor, Tensor> now) {
        Map<Variable, Tensor> rewritten = new LinkedHashMap<>();
        assigns.forEach((variable, value) -> rewritten.put(variable, now.get(value)));
        return new Graph(other, outputs.stream().map(now::get).toList(), rewritten);
    }

    /** Returns the tensors that are needed, each after its inputs. */
    public List<Tensor> live() {
        boolean[] needed = new boolean[tape.nodes().size()];
        outputs.forEach(t -> needed[t.index()] = true);
        assigns.values().forEach(t -> needed[t.index()] = true);
        for (int i = needed.length - 1; i >= 0; i--) {
            if (needed[i]) {
                tape.nodes().get(i).inputs().forEach(t -> needed[t.index()] = true);
            }
        }
        List<Tensor> live = new ArrayList<>();
        for (int i = 0; i < needed.length; i++) {
            if (needed[i]) {
                live.add(tape.nodes().get(i));
            }
        }
        return live;
    }
}
