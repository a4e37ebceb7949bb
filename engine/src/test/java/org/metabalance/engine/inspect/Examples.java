package org.metabalance.engine.inspect;

import java.util.List;
import org.metabalance.engine.DType;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.Variable;

/** Programs to look at. */
final class Examples {
    /** A name that means something in every language the views are written in. */
    static final String HOSTILE = "<b id=\"x\"> & \\N \\\" ' {|} \n\u0007 end";

    record Example(Tape tape, Program program) {}

    private Examples() {}

    /** A step of gradient descent and, through it, the gradient for the weights of the examples. */
    static Example metaStep(String name) {
        Tape tape = Tape.f32();
        Variable w = new Variable(name, normal(1, 4, 2));
        Variable bias = new Variable("bias", normal(2, 2));
        Variable weights = new Variable("weights", normal(3, 6));
        Tensor rows = tape.input("rows", 6);
        Tensor data = tape.constant(normal(4, 9, 4)).named("data");
        Tensor x = data.gather(0, rows);
        Tensor target = tape.input("target", 6, 2);
        List<Tensor> parameters = List.of(tape.read(w), tape.read(bias));
        Tensor inner = loss(parameters, x, target, tape.read(weights)).named("inner loss");
        List<Tensor> gradients = Gradients.gradient(inner, parameters);
        List<Tensor> moved = List.of(
                parameters.get(0).sub(gradients.get(0).mul(0.01)),
                parameters.get(1).sub(gradients.get(1).mul(0.01)));
        Tensor outer = loss(moved, x, target, tape.ones(6)).named("outer loss");
        Tensor hypergradient = Gradients.gradient(outer, tape.read(weights));
        tape.assign(w, moved.get(0));
        tape.assign(bias, moved.get(1));
        tape.assign(weights, tape.read(weights).sub(hypergradient));
        return new Example(tape, tape.compile(inner, outer));
    }

    private static Tensor loss(List<Tensor> parameters, Tensor x, Tensor target, Tensor weights) {
        Tensor output = x.matmul(parameters.get(0)).add(parameters.get(1)).tanh().named("output");
        return output.sub(target).square().sum(1).mul(weights).mean();
    }

    /** One of each kind of instruction, and views that are sliced, transposed and repeated. */
    static Example everyInstruction() {
        Tape tape = Tape.f64();
        Variable count = new Variable("count", NdArray.of(new double[] {1}, 1));
        Variable copy = new Variable("copy", NdArray.of(new double[] {0}, 1));
        tape.assign(count, tape.read(count).add(1));
        tape.assign(copy, tape.read(count));
        Tensor x = tape.input("x", 3, 4);
        Tensor index = tape.input("index", 3);
        List<Tensor> outputs = List.of(
                x.pad(1, 1, 2),
                Tensor.concat(0, x, x.neg()),
                x.slice(1, 1, 3).exp(),
                x.transpose().exp(),
                x.permute(1, 0).reshape(12),
                x.sum(0).add(x),
                x.max(1),
                x.gather(1, index).scatterAdd(1, index, 5),
                index.oneHot(4),
                tape.normal(3, 4).mul(tape.uniform(3, 4)),
                x.reshape(3, 2, 2).matmul(x.reshape(3, 2, 2)),
                x.reshape(3, 2, 2).sum(0, 2),
                Tensor.where(x.gt(0.5), x, x.pow(x)),
                x,
                tape.constant(2));
        return new Example(tape, tape.compile(outputs));
    }

    static NdArray normal(long seed, int... dims) {
        Rng rng = Rng.of(seed);
        NdArray array = NdArray.zeros(DType.F32, Shape.of(dims));
        for (int i = 0; i < array.size(); i++) {
            array.set(i, rng.normal(i));
        }
        return array;
    }
}
