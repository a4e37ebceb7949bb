package org.metabalance.benchmarks.peer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.benchmarks.workload.FunctionProgram;
import org.metabalance.benchmarks.workload.MeasuredFunction;
import org.metabalance.engine.NdArray;

/** A function and its gradient. */
record FunctionJob(MeasuredFunction function, FunctionProgram step) implements Job {

    FunctionJob(MeasuredFunction function, int threads) {
        this(function, FunctionProgram.of(function, threads));
    }

    @Override
    public void run() {
        step.program().run();
    }

    @Override
    public void reset() {}

    @Override
    public long multiplyAdds() {
        return step.program().plan().multiplyAdds();
    }

    @Override
    public long peakBytes() {
        return HeldMemory.of(step.program(), List.of());
    }

    @Override
    public Map<String, NdArray> data() {
        Map<String, NdArray> data = new LinkedHashMap<>();
        function.inputs().forEach((name, value) -> data.put("input." + name, value));
        function.constants().forEach((name, value) -> data.put("constant." + name, value));
        return data;
    }

    @Override
    public Map<String, String> description() {
        return function.description();
    }

    /** The value as a loss, and the gradient. */
    @Override
    public Map<String, NdArray> results() {
        run();
        Map<String, NdArray> results = new LinkedHashMap<>();
        results.put("losses", NdArray.of(new float[] {(float) step.value()}, 1));
        step.gradient().forEach((name, value) -> results.put("gradient." + name, value));
        return results;
    }
}
