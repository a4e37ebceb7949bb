package org.metabalance.engine;

import java.util.ArrayList;
import java.util.List;

/** A whole training step as one program: rows by index, dropout, a small network, Adam. */
final class TrainingStep {
    final Tape tape;
    final List<Variable> variables = new ArrayList<>();
    final Program program;

    /**
     * Records and compiles a step.
     *
     * @param widths of the layers, that of the data first
     */
    TrainingStep(DType dtype, int threads, int rows, int batch, int... widths) {
        tape = new Tape(dtype).threads(threads);
        Rng rng = Rng.of(5);
        double[] data = new double[rows * widths[0]];
        for (int i = 0; i < data.length; i++) {
            data[i] = rng.normal(i);
        }
        Tensor all = tape.constant(data, rows, widths[0]);
        Tensor indices = tape.input("rows", batch);
        Tensor labels = tape.input("labels", batch);
        Tensor h = all.gather(0, indices);
        List<Tensor> parameters = new ArrayList<>();
        for (int layer = 1; layer < widths.length; layer++) {
            Tensor weight = parameter(rng.stream(layer), widths[layer - 1], widths[layer]);
            Tensor bias = parameter(rng.stream(100 + layer), widths[layer]);
            parameters.addAll(List.of(weight, bias));
            h = h.matmul(weight).add(bias);
            if (layer < widths.length - 1) {
                h = h.relu().mul(tape.uniform(h.shape()).lt(0.9)).div(0.9);
            }
        }
        int classes = widths[widths.length - 1];
        Tensor loss = h.logSoftmax(1).mul(labels.oneHot(classes)).sum(1).mean().neg().named("loss");
        Variable count = variable("step", NdArray.scalar(dtype, 0));
        Tensor step = tape.read(count).add(1);
        tape.assign(count, step);
        List<Tensor> gradients = Gradients.gradient(loss, parameters);
        for (int i = 0; i < parameters.size(); i++) {
            adam(parameters.get(i), gradients.get(i), step);
        }
        program = tape.compile(loss).seed(1);
        for (int i = 0; i < batch; i++) {
            program.input("rows").set(i, (i * 7) % rows);
            program.input("labels").set(i, i % classes);
        }
    }

    private Variable variable(String name, NdArray initial) {
        Variable variable = new Variable(name, initial);
        variables.add(variable);
        return variable;
    }

    private Tensor parameter(Rng rng, int... dims) {
        NdArray initial = NdArray.zeros(tape.dtype(), Shape.of(dims));
        for (int i = 0; i < initial.size(); i++) {
            initial.set(i, 0.3 * rng.normal(i));
        }
        return tape.read(variable("parameter" + variables.size(), initial));
    }

    private void adam(Tensor parameter, Tensor g, Tensor step) {
        Variable target = ((org.metabalance.engine.op.Leaf.Read) parameter.op()).variable();
        Variable first = variable(target.name() + ".m",
                NdArray.zeros(tape.dtype(), parameter.shape()));
        Variable second = variable(target.name() + ".v",
                NdArray.zeros(tape.dtype(), parameter.shape()));
        Tensor m = tape.read(first).mul(0.9).add(g.mul(0.1));
        Tensor v = tape.read(second).mul(0.999).add(g.square().mul(0.001));
        Tensor mHat = m.div(tape.constant(0.9).pow(step).rsub(1));
        Tensor vHat = v.div(tape.constant(0.999).pow(step).rsub(1));
        tape.assign(target, parameter.sub(mHat.mul(0.01).div(vHat.add(1e-12).sqrt().add(1e-8))));
        tape.assign(first, m);
        tape.assign(second, v);
    }

    /** Returns the bits of all variables, one after another. */
    List<Double> state() {
        List<Double> state = new ArrayList<>();
        for (Variable variable : variables) {
            for (double value : variable.value().toDoubles()) {
                state.add(value);
            }
        }
        return state;
    }
}
