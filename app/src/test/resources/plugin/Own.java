package own;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.metabalance.engine.*;
import org.metabalance.engine.op.Custom;
import org.metabalance.meta.bilevel.solver.*;
import org.metabalance.meta.method.*;
import org.metabalance.meta.method.loss.LossFor;
import org.metabalance.meta.method.metabalance.*;
import org.metabalance.nn.*;
import org.metabalance.nn.layer.*;
import org.metabalance.nn.model.LayerClassifier;

/** A method of one's own, with an operation, a layer, a model, a loss and a solver of one's own. */
public record Own(double rho) implements Method, MethodProvider, ModelFamily {
    /** The sign, whose slope is taken for 1 between -1 and 1: a straight-through estimator. */
    private static final Custom SIGN = new Custom("sign", xs -> xs.get(0).sign(),
            (g, xs, y) -> List.of(g.mul(xs.get(0).abs().le(1))));

    /** The squared hinge loss of one logit. */
    private static final LossFor HINGE = train -> (logits, labels) -> labels.mul(2).sub(1)
            .mul(logits).rsub(1).relu().square().mean();

    /** The sign of x W. */
    private record Signs(int in, int out) implements Layer {
        public List<ParameterSpec> parameters() {
            return List.of(new ParameterSpec("w", Shape.of(in, out), Initializer.fanIn(in)));
        }

        public Forward apply(Parameters p, Parameters state, Tensor x, Mode mode) {
            return new Forward(SIGN.on(x.matmul(p.get("w"))), state);
        }
    }

    /** A v = b by v + (b - A v) / 4, eight times. */
    private record Richardson(String label) implements LinearSolver {
        public List<Tensor> solve(UnaryOperator<List<Tensor>> a, List<Tensor> b) {
            Tensor quarter = b.get(0).tape().constant(.25);
            List<Tensor> v = Vectors.scale(b, .25);
            for (int i = 0; i < 8; i++) {
                v = Vectors.add(Vectors.add(v, quarter, b), quarter.neg(), a.apply(v));
            }
            return v;
        }
    }

    /** As a service: with the usual rho. */
    public Own() {
        this(1);
    }

    public Optional<Parameter> tuned() {
        return Optional.of(Parameter.logarithmic("rho", .5, 5, Own::new));
    }

    public Trained fit(Problem problem) {
        return MetaBalance.of("own").with(Inner.DEFAULT.withProximal(rho).withSteps(3)).with(HINGE)
                .with(new Implicit(new Richardson("richardson-8")))
                .fit(problem.with(examples -> model(new Architecture("own", Map.of("width",
                        "" + examples.shape().size(), "classes", "" + examples.classes())))));
    }

    public Model model(Architecture a) {
        return new LayerClassifier(new Sequential(new Signs(a.integer("width"), 32),
                new Linear(32, Model.outputs(a.integer("classes")))), a.integer("classes"), a);
    }

    public List<Method> methods() {
        return List.of(this);
    }

    public String name() {
        return about().name();
    }

    public About about() {
        return new About("own", "signs that learn");
    }
}
