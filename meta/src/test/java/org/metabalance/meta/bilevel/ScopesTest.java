package org.metabalance.meta.bilevel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Tensor;
import org.metabalance.meta.bilevel.solver.Hypergradients;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.optimize.Adam;

/** The names under which a problem and its hypergradient are recorded. */
class ScopesTest {
    private static final List<String> RECORDED = List.of(
            "inner step 1/inner loss", "inner step 1/inner loss/0", "inner step 1/inner loss/1",
            "inner step 1/inner loss/2", "inner step 1", "inner step 1/update",
            "inner step 2/inner loss", "inner step 2/inner loss/0", "inner step 2/update",
            "outer loss", "outer loss/0", "outer loss/1", "outer loss/2",
            "hypergradient");

    @Test
    void innerStepsLossesLayersAndUpdatesAreNamed() {
        for (String label : List.of(
                "exact", "first-order", "exact-checkpointed-2", "finite-difference", "gmres-2")) {
            Set<String> scopes = scopes(label);
            assertTrue(scopes.containsAll(RECORDED), label + ": " + scopes);
        }
    }

    private static Set<String> scopes(String label) {
        Perceptron p = new Perceptron(Activation.tanh(), 3);
        Hypergradients.parse(label).of(p.problem(Adam.of(0.1), 2, 0).proximal(0.1));
        return p.tape.nodes().stream().map(Tensor::scope)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
