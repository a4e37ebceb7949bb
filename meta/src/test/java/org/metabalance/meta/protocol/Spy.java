package org.metabalance.meta.protocol;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;

/** A method that notes what it is shown, and otherwise is {@code method}. */
record Spy(Method method, List<Sight> sights) implements Method {

    /**
     * What one run was shown.
     *
     * @param problem the rows to train and to select on
     * @param asked the rows whose probabilities were asked for, in order
     */
    record Sight(Problem problem, List<Examples> asked) {}

    Spy(Method method) {
        this(method, Collections.synchronizedList(new ArrayList<>()));
    }

    /** Returns what the run of {@code seed} was shown. */
    Sight sight(long seed) {
        return sights.stream().filter(sight -> sight.problem().seed() == seed).findFirst()
                .orElseThrow();
    }

    @Override
    public About about() {
        return new About("spy", "for a test", "-");
    }

    @Override
    public Trained fit(Problem problem) {
        List<Examples> asked = new ArrayList<>();
        sights.add(new Sight(problem, asked));
        return new Wrapped(method.fit(problem)) {
            @Override
            public double[][] probabilities(Examples rows) {
                asked.add(rows);
                return super.probabilities(rows);
            }
        };
    }

    /** Another model, to be changed in some point. */
    static class Wrapped implements Trained {
        private final Trained model;

        Wrapped(Trained model) {
            this.model = model;
        }

        @Override
        public double[][] probabilities(Examples rows) {
            return model.probabilities(rows);
        }

        @Override
        public String hypergradient() {
            return model.hypergradient();
        }

        @Override
        public long updates() {
            return model.updates();
        }

        @Override
        public void write(OutputStream out) throws IOException {
            model.write(out);
        }
    }
}
