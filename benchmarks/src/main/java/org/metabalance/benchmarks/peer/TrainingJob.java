package org.metabalance.benchmarks.peer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.metabalance.benchmarks.workload.Workload;
import org.metabalance.benchmarks.workload.WorkloadProgram;
import org.metabalance.engine.NdArray;
import org.metabalance.meta.method.recipe.Sharpness;

/** A training step. */
record TrainingJob(Workload workload, WorkloadProgram step, int threads) implements Job {
    private static final int UPDATES = 5;

    TrainingJob(Workload workload, int threads) {
        this(workload, WorkloadProgram.of(workload, threads), threads);
    }

    @Override
    public void run() {
        step.program().run();
    }

    @Override
    public void reset() {
        step.reset();
    }

    @Override
    public long multiplyAdds() {
        return step.program().plan().multiplyAdds();
    }

    @Override
    public int examples() {
        return workload.examples();
    }

    @Override
    public long peakBytes() {
        return HeldMemory.of(step.program(), step.variables());
    }

    @Override
    public Map<String, NdArray> data() {
        Map<String, NdArray> data = new LinkedHashMap<>();
        step.weights().forEach((name, value) -> data.put("parameter." + name, value));
        step.inputs().forEach((name, value) -> data.put("input." + name, value));
        return data;
    }

    @Override
    public Map<String, String> description() {
        return Map.of(
                "kind", workload.kind().name(),
                "net", workload.net().name(),
                "target", workload.net().target().name(),
                "tasks", Integer.toString(workload.tasks()),
                "innerSteps", Integer.toString(workload.innerSteps()),
                "innerRate", Double.toString(Workload.INNER_RATE),
                "rho", Double.toString(Sharpness.SAM.rho()),
                "outerRate", Double.toString(Workload.OUTER_RATE),
                "updates", Integer.toString(UPDATES));
    }

    /** The gradient at the first weights; from them the losses of some updates, and where those lead. */
    @Override
    public Map<String, NdArray> results() {
        Map<String, NdArray> results = new LinkedHashMap<>();
        WorkloadProgram derivative = WorkloadProgram.withoutUpdate(workload, threads);
        derivative.program().run();
        derivative.gradient().forEach((name, value) -> results.put("gradient." + name, value));
        step.reset();
        float[] losses = new float[UPDATES];
        for (int i = 0; i < UPDATES; i++) {
            step.program().run();
            losses[i] = (float) step.loss();
        }
        results.put("losses", NdArray.of(losses, UPDATES));
        if (workload.kind() != Workload.Kind.PER_EXAMPLE) {
            step.weights().forEach((name, value) -> results.put("updated." + name, value));
        }
        step.reset();
        return results;
    }
}
