package org.metabalance.engine.inspect.explore;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.inspect.model.Names;
import org.metabalance.engine.inspect.model.OpText;
import org.metabalance.engine.inspect.model.Role;

/** Reads a tape operation by operation. */
final class TapeReader {
    private static final String ADJOINT = "adjoint";

    private TapeReader() {}

    static List<Operation> read(Tape tape) {
        int[] orders = Role.orders(tape);
        List<Operation> operations = new ArrayList<>();
        for (Tensor t : tape.nodes()) {
            Double number = Names.number(t);
            operations.add(new Operation(
                    t.index(),
                    Names.plain(t.name()),
                    t.op(),
                    OpText.call(t),
                    t.shape(),
                    Part.of(Role.of(t, orders[t.index()])),
                    path(t, operations),
                    t.origin().line(),
                    t.origin().adjointOf(),
                    t.inputs().stream().map(Tensor::index).toList(),
                    number == null ? Double.NaN : number));
        }
        return operations;
    }

    /**
     * The scopes of what the user recorded. What a gradient appended is in the scope of what it is the adjoint
     * of; here it stands where the gradient was asked for, and there by what it is the adjoint of.
     */
    private static List<String> path(Tensor t, List<Operation> before) {
        if (t.origin().adjointOf() < 0) {
            return parts(t.scope());
        }
        List<String> pass = parts(t.origin().pass());
        List<String> source = before.get(t.origin().adjointOf()).path();
        int shared = 0;
        while (shared < Math.min(pass.size(), source.size())
                && pass.get(shared).equals(source.get(shared))) {
            shared++;
        }
        List<String> path = new ArrayList<>(pass);
        List<String> rest = source.subList(shared, source.size());
        if (rest.isEmpty()) {
            path.add(ADJOINT);
        } else {
            path.add(ADJOINT + " of " + rest.getFirst());
            path.addAll(rest.subList(1, rest.size()));
        }
        return path;
    }

    private static List<String> parts(String scope) {
        return scope.isEmpty() ? List.of() : List.of(Names.plain(scope).split("/"));
    }
}
