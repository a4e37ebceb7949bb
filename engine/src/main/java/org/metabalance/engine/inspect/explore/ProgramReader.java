package org.metabalance.engine.inspect.explore;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.metabalance.engine.Program;
import org.metabalance.engine.compile.Compiler;
import org.metabalance.engine.compile.Plan;
import org.metabalance.engine.compile.lower.Buffer;
import org.metabalance.engine.compile.lower.Instruction;
import org.metabalance.engine.compile.lower.View;
import org.metabalance.engine.compile.place.Lanes;
import org.metabalance.engine.compile.place.MemoryPlan;
import org.metabalance.engine.compile.rewrite.Graph;
import org.metabalance.engine.execute.Machine;
import org.metabalance.engine.inspect.model.Listing;

/** Reads a program instruction by instruction while it runs. */
final class ProgramReader {
    private final Plan plan;
    private final Listing listing;
    private final IntUnaryOperator source;

    private ProgramReader(Program program, IntUnaryOperator source) {
        plan = program.plan();
        listing = new Listing(plan);
        this.source = source;
    }

    /**
     * Runs a program, of one thread, once.
     *
     * @param source from a place on the simplified tape to one on the recorded tape
     */
    static Compiled run(Program program, IntUnaryOperator source) {
        ProgramReader reader = new ProgramReader(program, source);
        return reader.compiled(reader.replay(program.stepwise()));
    }

    private List<Compiled.Step> replay(Machine machine) {
        List<Compiled.Step> steps = new ArrayList<>();
        for (Listing.Step step : listing.steps()) {
            machine.step(step.index());
            Instruction instruction = plan.instructions().get(step.index());
            List<Compiled.Result> results = step.results().stream()
                    .map(result -> new Compiled.Result(
                            result.name(),
                            result.home(),
                            result.shape().toString(),
                            Values.of(result.shape(), i -> machine.read(result.buffer(), i))))
                    .toList();
            steps.add(new Compiled.Step(
                    step.index(),
                    instruction.label(),
                    Listing.lines(step),
                    Listing.sources(instruction).stream()
                            .map(t -> source.applyAsInt(t.index())).distinct().sorted().toList(),
                    step.place(),
                    step.multiplyAdds(),
                    step.bytes(),
                    results));
        }
        return steps;
    }

    private Compiled compiled(List<Compiled.Step> steps) {
        int width = plan.dtype().bytes();
        List<Compiled.Block> memory = memory(width);
        List<Instruction> instructions = plan.instructions();
        // lanes need more room: a plan of their own
        Graph asked = plan.recorded();
        Plan two = Compiler.compile(asked.tape(), asked.outputs(), asked.assigns(), 2);
        List<Compiled.Slot> lanes = new ArrayList<>();
        double alone = 0;
        List<Lanes.Timed> timed = Lanes.timed(two.instructions());
        for (int i = 0; i < timed.size(); i++) {
            Lanes.Timed at = timed.get(i);
            lanes.add(new Compiled.Slot(i, at.lane(), at.begin(), at.end()));
            alone += at.end() - at.begin();
        }
        return new Compiled(
                steps, memory, (long) plan.arena() * width, plan.arenaWithoutSharing() * width,
                instructions.size() == timed.size() ? lanes : List.of(), two.lanes() != null,
                alone);
    }

    private List<Compiled.Block> memory(int width) {
        Map<Buffer, int[]> lives = new LinkedHashMap<>();
        Map<Buffer, String> names = new IdentityHashMap<>();
        for (int i = 0; i < plan.instructions().size(); i++) {
            int at = i;
            for (View read : plan.instructions().get(i).reads()) {
                lives.computeIfPresent(read.buffer(), (_, life) -> new int[] {life[0], at});
            }
            for (Buffer written : plan.instructions().get(i).writes()) {
                if (written.inArena()) {
                    lives.computeIfAbsent(written, _ -> new int[] {at, at})[1] = at;
                    names.put(written, listing.name(written));
                }
            }
        }
        List<Compiled.Block> blocks = new ArrayList<>();
        lives.forEach((buffer, life) -> blocks.add(new Compiled.Block(
                names.get(buffer), life[0], life[1], (long) buffer.offset() * width,
                (long) MemoryPlan.rounded(buffer.size()) * width)));
        return blocks;
    }
}
