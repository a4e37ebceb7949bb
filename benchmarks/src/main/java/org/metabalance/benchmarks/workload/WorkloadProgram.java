package org.metabalance.benchmarks.workload;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Variable;

/**
 * A workload ready to run: one program with everything in it, its variables at their first values,
 * its inputs filled. Weights and data are the same in every JVM.
 */
public final class WorkloadProgram {
    private final Recording recording;
    private final Program program;
    private final Map<String, NdArray> firstWeights;
    private final Map<String, NdArray> firstState;

    private WorkloadProgram(Workload workload, Recording recording) {
        this.recording = recording;
        firstWeights = recording.weights().values();
        firstState = recording.state().values();
        program = recording.compile();
        Data data = new Data(workload);
        program.inputs().forEach(
                name -> program.set(name, data.of(name, program.input(name))));
    }

    /** Returns the step as it is timed: everything computed is used, nothing more is kept. */
    public static WorkloadProgram of(Workload workload, int threads) {
        return new WorkloadProgram(workload, Recording.of(workload, threads));
    }

    /** Returns the step without its update, so that its hypergradient can be seen. */
    public static WorkloadProgram withoutUpdate(Workload workload, int threads) {
        return new WorkloadProgram(workload, Recording.withoutUpdate(workload, threads));
    }

    /** Returns the program. */
    public Program program() {
        return program;
    }

    /** Returns the outer loss of the last run. */
    public double loss() {
        return program.output(0).item();
    }

    /** Returns a copy of the hypergradient of the last run, of a step that puts it out. */
    public Map<String, NdArray> gradient() {
        Map<String, NdArray> gradient = new LinkedHashMap<>();
        List<String> names = recording.names();
        for (int i = 0; i < names.size(); i++) {
            gradient.put(names.get(i), program.output(i + 1).copy());
        }
        return gradient;
    }

    /** Returns a copy of the weights as they are now. */
    public Map<String, NdArray> weights() {
        return recording.weights().values();
    }

    /** Returns the weights and the state of Adam, in place. */
    public List<Variable> variables() {
        return Stream.of(recording.weights(), recording.state())
                .flatMap(tree -> tree.variables().stream()).toList();
    }

    /** Returns a copy of the inputs. */
    public Map<String, NdArray> inputs() {
        Map<String, NdArray> inputs = new LinkedHashMap<>();
        program.inputs().forEach(name -> inputs.put(name, program.input(name).copy()));
        return inputs;
    }

    /** Puts weights and Adam's state back to their first values. */
    public void reset() {
        recording.weights().load(firstWeights);
        recording.state().load(firstState);
    }
}
