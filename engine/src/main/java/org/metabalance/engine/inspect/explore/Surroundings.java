package org.metabalance.engine.inspect.explore;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;

/** Computes a {@link Landscape}, as a program of two inputs more. */
final class Surroundings {
    private static final String INNER = "explorer: along the inner step";
    private static final String ALONG = "explorer: along the gradient";
    private static final int PLACES = 25;

    private Surroundings() {}

    /** Returns the landscape; empty if the gradient is 0 or not finite. */
    static Optional<Landscape> of(Recording recording) {
        List<Tensor> outputs = new ArrayList<>(recording.gradient());
        outputs.add(recording.loss());
        List<NdArray> values = Evaluation.of(recording, outputs);
        double here = values.removeLast().get(0);
        double squares = 0;
        for (NdArray part : values) {
            for (int i = 0; i < part.size(); i++) {
                squares += part.get(i) * part.get(i);
            }
        }
        if (!(squares > 0) || !Double.isFinite(squares) || !Double.isFinite(here)) {
            return Optional.empty();
        }
        // as far as a straight line would need to halve the loss
        double reach = Math.max(Math.abs(here), 0.1) / 2 / squares;
        List<Double> along = places(-reach, 3 * reach);
        List<Double> inner = recording.from().isEmpty() ? List.of(1.0) : places(0, 2);
        Tensor moved = moved(recording, values);
        List<List<Double>> loss = grid(new Evaluation(recording, List.of(moved)), inner, along);
        return Optional.of(new Landscape(inner, along, loss, here, -squares));
    }

    private static List<Double> places(double from, double to) {
        return IntStream.range(0, PLACES).mapToObj(i -> from + (to - from) * i / (PLACES - 1))
                .toList();
    }

    private static List<List<Double>> grid(Evaluation evaluation, List<Double> inner,
            List<Double> along) {
        List<List<Double>> rows = new ArrayList<>();
        for (double b : along) {
            List<Double> row = new ArrayList<>();
            for (double a : inner) {
                evaluation.set(INNER, NdArray.scalar(DType.F64, a));
                evaluation.set(ALONG, NdArray.scalar(DType.F64, b));
                row.add(evaluation.run().getFirst().get(0));
            }
            rows.add(row);
        }
        return rows;
    }

    private static Tensor moved(Recording recording, List<NdArray> gradient) {
        Tape tape = recording.tape();
        Tensor a = tape.input(INNER);
        Tensor b = tape.input(ALONG);
        Map<Tensor, Tensor> xs = new IdentityHashMap<>();
        for (int i = 0; i < gradient.size(); i++) {
            Tensor x = recording.xs().get(i);
            xs.put(x, x.sub(tape.constant(gradient.get(i)).mul(b)));
        }
        List<Tensor> asked = new ArrayList<>(List.of(recording.loss()));
        asked.addAll(recording.from());
        asked.addAll(recording.to());
        List<Tensor> again = tape.substitute(asked, xs);
        Map<Tensor, Tensor> ends = new IdentityHashMap<>();
        int count = recording.from().size();
        for (int i = 0; i < count; i++) {
            Tensor from = again.get(1 + i);
            Tensor to = again.get(1 + count + i);
            ends.put(to, from.add(to.sub(from).mul(a)));
        }
        return tape.substitute(List.of(again.getFirst()), ends).getFirst();
    }
}
