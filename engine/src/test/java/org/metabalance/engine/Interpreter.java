package org.metabalance.engine;

import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.engine.op.AlongAxis;
import org.metabalance.engine.op.Barrier;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Convolution;
import org.metabalance.engine.op.Custom;
import org.metabalance.engine.op.Indexing;
import org.metabalance.engine.op.Leaf;
import org.metabalance.engine.op.MatMul;
import org.metabalance.engine.op.MaxPool;
import org.metabalance.engine.op.Movement;
import org.metabalance.engine.op.Reduce;
import org.metabalance.engine.op.StopGradient;
import org.metabalance.engine.op.Unary;
import org.metabalance.engine.op.Where;

/**
 * What a tape means, said in the plainest way: each node by itself, element by element, from the
 * elements of its inputs, rounded to the type of the tape. No simplification, no views, no shared
 * memory: what the compiled program has to agree with.
 */
final class Interpreter {
    private final Map<String, double[]> inputs = new HashMap<>();
    private final Map<Variable, double[]> variables = new IdentityHashMap<>();
    private final Map<Tensor, double[]> values = new IdentityHashMap<>();
    private long seed;
    private long runs;
    private long runKey;

    /** Sets an input of the next runs. */
    void set(String name, double[] value) {
        inputs.put(name, value);
    }

    /** Sets where random numbers come from, as {@link Program#seed} does. */
    void seed(long seed) {
        this.seed = seed;
        this.runs = 0;
    }

    /** Returns the value that a variable has now. */
    double[] variable(Variable variable) {
        return variables.computeIfAbsent(variable, v -> v.value().toDoubles());
    }

    /** Makes a variable hold exactly what its storage holds. */
    void adopt(Variable variable) {
        variables.put(variable, variable.value().toDoubles());
    }

    /** Computes what is needed for the outputs and assignments, then assigns all at once. */
    void run(Tape tape, List<Tensor> outputs) {
        values.clear();
        runKey = Rng.childKey(Rng.of(seed).key(), runs++);
        boolean[] needed = new boolean[tape.nodes().size()];
        outputs.forEach(t -> needed[t.index()] = true);
        tape.assigns().values().forEach(t -> needed[t.index()] = true);
        for (int i = needed.length - 1; i >= 0; i--) {
            if (needed[i]) {
                tape.nodes().get(i).inputs().forEach(t -> needed[t.index()] = true);
            }
        }
        for (int i = 0; i < needed.length; i++) {
            if (needed[i]) {
                Tensor t = tape.nodes().get(i);
                double[] z = evaluate(t);
                for (int k = 0; k < z.length; k++) {
                    z[k] = tape.dtype().round(z[k]);
                }
                values.put(t, z);
            }
        }
        tape.assigns().forEach((variable, t) -> variables.put(variable, value(t).clone()));
    }

    /** Returns the value of a tensor in the last run. */
    double[] value(Tensor t) {
        return values.get(t);
    }

    private double[] evaluate(Tensor t) {
        double[] z = new double[t.size()];
        double[][] in = t.inputs().stream().map(this::value).toArray(double[][]::new);
        switch (t.op()) {
            case Leaf.Input op -> z = inputs.get(op.name()).clone();
            case Leaf.Constant op -> z = op.value().toDoubles();
            case Leaf.Read op -> z = variable(op.variable()).clone();
            case Leaf.Random op -> random(op, t.dtype(), z);
            case StopGradient op -> z = in[0].clone();
            case Barrier op -> z = in[0].clone();
            case Custom op -> z = in[in.length - 1].clone();
            case Unary op -> Arrays.setAll(z, i -> op.apply(in[0][i]));
            case Binary op -> Arrays.setAll(z, i -> op.apply(in[0][i], in[1][i]));
            case Where op -> Arrays.setAll(z, i -> in[0][i] != 0 ? in[1][i] : in[2][i]);
            case Reduce op -> reduce(op, t.input(0).shape(), t.shape(), in[0], z);
            case Movement op -> move(op, t, in, z);
            case MatMul op -> multiply(op, t, in[0], in[1], z);
            case MatMul.Sparse op -> multiply(op.matrix(), t.dim(1), in[0], z);
            case Convolution op -> {
                double[] sums = z;
                ConvolutionTerms.each(op, t, (i, a, b) -> sums[i] += in[0][a] * in[1][b]);
            }
            case MaxPool op -> pool(op, t, in, z);
            case Indexing op -> index(op, t, in, z);
            case AlongAxis op -> along(op, t, in[0], z);
        }
        return z;
    }

    private static void multiply(SparseMatrix matrix, int n, double[] x, double[] z) {
        double[] dense = matrix.dense().toDoubles();
        for (int i = 0; i < dense.length; i++) {
            for (int c = 0; c < n && dense[i] != 0; c++) {
                z[i / matrix.columns() * n + c] += dense[i] * x[i % matrix.columns() * n + c];
            }
        }
    }

    private void random(Leaf.Random op, DType dtype, double[] z) {
        long key = Rng.childKey(runKey, op.stream());
        double below1 = dtype == DType.F32 ? Math.nextDown(1f) : Math.nextDown(1.0);
        for (int i = 0; i < z.length; i++) {
            z[i] = op.distribution() == Leaf.Distribution.UNIFORM
                    ? Math.min(Rng.uniform(key, i), below1)
                    : Rng.normal(key, i);
        }
    }

    private static void reduce(Reduce op, Shape from, Shape to, double[] x, double[] z) {
        boolean max = op instanceof Reduce.Max;
        Arrays.fill(z, max ? Double.NEGATIVE_INFINITY : 0);
        Shape kept = from.without(op.axes(), true);
        for (int i = 0; i < x.length; i++) {
            int[] at = position(i, from);
            op.axes().forEach(axis -> at[axis] = 0);
            int k = index(at, kept);
            z[k] = max ? Math.max(z[k], x[i]) : z[k] + x[i];
        }
    }

    static void move(Movement op, Tensor t, double[][] in, double[] z) {
        int done = 0;
        for (int part = 0; part < in.length; part++) {
            Shape from = t.input(part).shape();
            for (int i = 0; i < z.length; i++) {
                int[] at = position(i, t.shape());
                switch (op) {
                    case Movement.Reshape reshape -> {
                        z[i] = in[part][i];
                        continue;
                    }
                    case Movement.Permute permute -> {
                        int[] back = new int[at.length];
                        for (int axis = 0; axis < at.length; axis++) {
                            back[permute.order().get(axis)] = at[axis];
                        }
                        System.arraycopy(back, 0, at, 0, at.length);
                    }
                    case Movement.Expand expand -> {
                        for (int axis = 0; axis < at.length; axis++) {
                            at[axis] = from.dim(axis) == 1 ? 0 : at[axis];
                        }
                    }
                    case Movement.Slice slice -> at[slice.axis()] += slice.from();
                    case Movement.Pad pad -> at[pad.axis()] -= pad.before();
                    case Movement.Concat concat -> at[concat.axis()] -= done;
                }
                boolean inside = true;
                for (int axis = 0; axis < at.length; axis++) {
                    inside &= at[axis] >= 0 && at[axis] < from.dim(axis);
                }
                if (inside) {
                    z[i] = in[part][index(at, from)];
                }
            }
            done += op instanceof Movement.Concat concat ? from.dim(concat.axis()) : 0;
        }
    }

    private static void multiply(MatMul op, Tensor t, double[] a, double[] b, double[] z) {
        Shape as = t.input(0).shape();
        Shape bs = t.input(1).shape();
        int inner = as.dim(op.transposeA() ? -2 : -1);
        for (int i = 0; i < z.length; i++) {
            int[] at = position(i, t.shape());
            int row = at[at.length - 2];
            int column = at[at.length - 1];
            for (int k = 0; k < inner; k++) {
                int[] ai = at.clone();
                ai[at.length - 2] = op.transposeA() ? k : row;
                ai[at.length - 1] = op.transposeA() ? row : k;
                int[] bi = at.clone();
                bi[at.length - 2] = op.transposeB() ? column : k;
                bi[at.length - 1] = op.transposeB() ? k : column;
                z[i] += a[index(ai, as)] * b[index(bi, bs)];
            }
        }
    }

    private static void pool(MaxPool op, Tensor t, double[][] in, double[] z) {
        Shape images = op instanceof MaxPool.Put ? t.shape() : t.input(0).shape();
        Shape places = op instanceof MaxPool.Put ? t.input(0).shape() : t.shape();
        MaxPool.Window window = op.window();
        for (int i = 0; i < places.size(); i++) {
            int[] at = position(i, places);
            double largest = Double.NEGATIVE_INFINITY;
            int place = -1;
            for (int tap = 0; tap < window.rows() * window.columns(); tap++) {
                int row = at[1] * window.down().stride() - window.down().before()
                        + tap / window.columns() * window.down().dilation();
                int column = at[2] * window.across().stride() - window.across().before()
                        + tap % window.columns() * window.across().dilation();
                if (row < 0 || row >= images.dim(1) || column < 0 || column >= images.dim(2)) {
                    continue;
                }
                int pixel = index(new int[] {at[0], row, column, at[3]}, images);
                switch (op) {
                    case MaxPool.Place p -> {
                        double value = in[0][pixel];
                        if (place < 0 || value > largest || Double.isNaN(value)) {
                            largest = value;
                            place = tap;
                        }
                        z[i] = place;
                    }
                    case MaxPool.Pick pick -> z[i] = in[1][i] == tap ? in[0][pixel] : z[i];
                    case MaxPool.Put put -> z[pixel] += in[1][i] == tap ? in[0][i] : 0;
                }
            }
        }
    }

    private static void index(Indexing op, Tensor t, double[][] in, double[] z) {
        switch (op) {
            case Indexing.Gather gather -> {
                for (int i = 0; i < z.length; i++) {
                    int[] at = position(i, t.shape());
                    at[gather.axis()] = (int) in[1][at[gather.axis()]];
                    z[i] = in[0][index(at, t.input(0).shape())];
                }
            }
            case Indexing.ScatterAdd scatter -> {
                for (int i = 0; i < in[0].length; i++) {
                    int[] at = position(i, t.input(0).shape());
                    at[scatter.axis()] = (int) in[1][at[scatter.axis()]];
                    z[index(at, t.shape())] += in[0][i];
                }
            }
            case Indexing.GatherElements gather -> {
                for (int i = 0; i < z.length; i++) {
                    int[] at = position(i, t.shape());
                    at[gather.axis()] = (int) in[1][i];
                    z[i] = in[0][index(at, t.input(0).shape())];
                }
            }
            case Indexing.ScatterAddElements scatter -> {
                for (int i = 0; i < in[0].length; i++) {
                    int[] at = position(i, t.input(0).shape());
                    at[scatter.axis()] = (int) in[1][i];
                    z[index(at, t.shape())] += in[0][i];
                }
            }
            case Indexing.OneHot oneHot -> {
                for (int i = 0; i < in[0].length; i++) {
                    z[i * oneHot.classes() + (int) in[0][i]] = 1;
                }
            }
        }
    }

    /** For each element, what stands on its line along the axis. */
    private static void along(AlongAxis op, Tensor t, double[] x, double[] z) {
        for (int i = 0; i < z.length; i++) {
            int own = position(i, t.shape())[op.axis()];
            double[] line = new double[t.dim(op.axis())];
            int[] places = new int[line.length];
            for (int k = 0; k < line.length; k++) {
                int[] at = position(i, t.shape());
                at[op.axis()] = k;
                places[k] = index(at, t.shape());
                line[k] = x[places[k]];
            }
            switch (op) {
                case AlongAxis.CumulativeSum sum -> {
                    for (int k = 0; k < line.length; k++) {
                        z[i] += (sum.reverse() ? k >= own : k <= own) ? line[k] : 0;
                    }
                }
                case AlongAxis.ArgSort sort -> {
                    int rank = 0;
                    for (int k = 0; k < line.length; k++) {
                        int order = Double.compare(line[k] + 0.0, line[own] + 0.0);
                        order = sort.descending() ? -order : order;
                        rank += order < 0 || order == 0 && k < own ? 1 : 0;
                    }
                    z[places[rank]] = own;
                }
            }
        }
    }

    static int[] position(int flat, Shape shape) {
        int[] at = new int[shape.rank()];
        for (int axis = at.length - 1; axis >= 0; axis--) {
            at[axis] = flat % shape.dim(axis);
            flat /= shape.dim(axis);
        }
        return at;
    }

    static int index(int[] at, Shape shape) {
        int flat = 0;
        for (int axis = 0; axis < at.length; axis++) {
            flat = flat * shape.dim(axis) + at[axis];
        }
        return flat;
    }
}
