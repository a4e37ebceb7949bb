package org.metabalance.benchmarks.workload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;

/** A function and its gradient as one program that is ready to run, its inputs filled. */
public final class FunctionProgram {
    private final MeasuredFunction function;
    private final Program program;

    private FunctionProgram(MeasuredFunction function, Program program) {
        this.function = function;
        this.program = program;
    }

    /** Compiles a function with its gradient. */
    public static FunctionProgram of(MeasuredFunction function, int threads) {
        Tape tape = Tape.f32().threads(threads);
        Map<String, NdArray> numbers = function.inputs();
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        numbers.forEach((name, value) -> inputs.put(name, tape.input(name, value.shape())));
        Tensor value = function.value(inputs);
        List<Tensor> outputs = new ArrayList<>(List.of(value));
        outputs.addAll(Gradients.gradient(
                value, function.wanted().stream().map(inputs::get).toList()));
        Program program = tape.compile(outputs);
        numbers.forEach(program::set);
        return new FunctionProgram(function, program);
    }

    /** Returns the program. */
    public Program program() {
        return program;
    }

    /** Returns the value of the last run. */
    public double value() {
        return program.output(0).item();
    }

    /** Returns a copy of the gradient of the last run. */
    public Map<String, NdArray> gradient() {
        Map<String, NdArray> gradient = new LinkedHashMap<>();
        List<String> names = function.wanted();
        for (int i = 0; i < names.size(); i++) {
            gradient.put(names.get(i), program.output(i + 1).copy());
        }
        return gradient;
    }
}
