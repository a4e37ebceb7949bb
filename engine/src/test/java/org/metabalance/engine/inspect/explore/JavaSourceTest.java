package org.metabalance.engine.inspect.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metabalance.engine.DType;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.SparseMatrix;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.Unconnected;
import org.metabalance.engine.Variable;
import org.metabalance.engine.op.AlongAxis;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Conv2dGeometry.Sliding;
import org.metabalance.engine.op.Custom;
import org.metabalance.engine.op.MaxPool;
import org.metabalance.engine.op.Reduce;
import org.metabalance.engine.op.Unary;

/** The derivative as source: compiled, run, and held against the tape it was printed from, bit by bit. */
class JavaSourceTest {
    @TempDir
    private Path folder;

    private static Variable variable(String name, DType dtype, long seed, int... dims) {
        Rng rng = Rng.of(seed);
        NdArray value = NdArray.zeros(dtype, Shape.of(dims));
        for (int i = 0; i < value.size(); i++) {
            value.set(i, 0.2 + 0.6 * rng.uniform(i));
        }
        return new Variable(name, value);
    }

    private List<Tensor> again(JavaSource source, Tape tape) throws Exception {
        Path file = folder.resolve(JavaSource.CLASS + ".java");
        Files.writeString(file, source.text());
        int code = ToolProvider.findFirst("javac").orElseThrow().run(
                System.out, System.err, "-cp", System.getProperty("java.class.path"), "-d",
                folder.toString(), file.toString());
        assertEquals(0, code, source.text());
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, JavaSourceTest.class.getClassLoader())) {
            Class<?> made = loader.loadClass(JavaSource.CLASS);
            Method record = List.of(made.getMethods()).stream()
                    .filter(method -> method.getName().equals("record")).findFirst().orElseThrow();
            List<Object> arguments = new ArrayList<>(List.of(tape));
            source.parameters().forEach(t -> arguments.add(tape.record(t.op())));
            List<Tensor> made2 = new ArrayList<>();
            for (Object tensor : (List<?>) record.invoke(null, arguments.toArray())) {
                made2.add((Tensor) tensor);
            }
            return made2;
        }
    }

    private void check(List<Tensor> outputs) throws Exception {
        JavaSource source = JavaSource.of(outputs);
        Tape other = new Tape(outputs.getFirst().dtype());
        List<Tensor> again = again(source, other);
        var expected = outputs.getFirst().tape().compile(outputs).seed(3);
        var actual = other.compile(again).seed(3);
        expected.run();
        actual.run();
        for (int i = 0; i < outputs.size(); i++) {
            double[] want = expected.output(i).toDoubles();
            double[] got = actual.output(i).toDoubles();
            for (int k = 0; k < want.length; k++) {
                assertEquals(Double.doubleToRawLongBits(want[k]),
                        Double.doubleToRawLongBits(got[k]), outputs.get(i) + " at " + k);
            }
        }
    }

    private static List<Tensor> firstAndSecond(Tensor loss, List<Tensor> xs) {
        List<Tensor> first = Gradients.gradient(loss, xs, Unconnected.ZERO);
        Tensor squares = first.stream().map(g -> g.square().sum()).reduce(Tensor::add)
                .orElseThrow();
        List<Tensor> all = new ArrayList<>(first);
        all.addAll(Gradients.gradient(squares, xs, Unconnected.ZERO));
        return all;
    }

    @Test
    void aHypergradientThroughAnInnerStepHasTheSameBits() throws Exception {
        Tape tape = Tape.f32();
        Tensor w = tape.read(variable("hidden.weight", DType.F32, 1, 5, 3));
        Tensor v = tape.read(variable("class", DType.F32, 2, 3, 1));
        Tensor x = tape.read(variable("x", DType.F32, 3, 7, 5));
        Function<List<Tensor>, Tensor> loss = p -> x.matmul(p.get(0)).tanh().matmul(p.get(1))
                .softplus().mean();
        List<Tensor> theta = List.of(w, v);
        List<Tensor> g = Gradients.gradient(loss.apply(theta), theta);
        List<Tensor> moved = List.of(w.sub(g.get(0).mul(0.1)), v.sub(g.get(1).mul(0.1)));
        List<Tensor> hyper = Gradients.gradient(loss.apply(moved), theta);
        check(hyper);
        JavaSource source = JavaSource.of(hyper);
        assertTrue(source.text().contains("Tensor hiddenWeight"), source.text());
        assertTrue(source.text().contains("// adjoint of t"), source.text());
    }

    @Test
    void elementwiseOperationsToSecondOrder() throws Exception {
        for (DType dtype : DType.values()) {
            Tape tape = new Tape(dtype);
            Tensor x = tape.read(variable("x", dtype, 1, 2, 3));
            Tensor y = tape.read(variable("y", dtype, 2, 2, 3));
            Tensor sum = tape.constant(-0.0);
            for (Unary op : Unary.values()) {
                Tensor at = op == Unary.ACOSH ? x.add(2) : x;
                sum = sum.add(tape.record(op, at).sum());
            }
            for (Binary op : Binary.values()) {
                sum = sum.add(tape.record(op, x, y).sum());
            }
            check(firstAndSecond(sum, List.of(x, y)));
        }
    }

    @Test
    void allOtherOperationsToSecondOrder() throws Exception {
        Tape tape = Tape.f64();
        Tensor x = tape.read(variable("x", DType.F64, 1, 3, 4));
        Tensor images = tape.read(variable("images", DType.F64, 2, 2, 5, 5, 2));
        Tensor kernel = tape.read(variable("kernel", DType.F64, 3, 3, 3, 2, 4));
        Tensor indices = tape.constant(new double[] {2, 0, 1});
        Sliding two = new Sliding(2, 1, 0, 1);
        MaxPool.Window window = new MaxPool.Window(2, 2, two, Sliding.PLAIN);
        Tensor place = tape.record(new MaxPool.Place(window), images);
        Custom twice = new Custom("twice", xs -> xs.getFirst().mul(2),
                (g, xs, y) -> List.of(g.mul(y)));
        List<Tensor> parts = List.of(
                x.exp().max(1),
                tape.record(new Reduce.Sum(List.of()), x).square(),
                x.transpose().exp().reshape(2, 6),
                x.exp().sum(0).expand(2, 4),
                x.exp().slice(1, 1, 3).pad(0, 1, 2),
                Tensor.concat(1, x, x.square()),
                Tensor.where(x.gt(0.5), x.square(), x.exp()),
                x.matmul(x.transpose()),
                x.reshape(3, 2, 2).matmul(x.reshape(3, 2, 2)),
                images.conv2d(kernel, 2, 1),
                tape.record(new MaxPool.Pick(window), images, place).square(),
                x.square().gather(0, indices).scatterAdd(0, indices, 5),
                x.gatherElements(0, indices.reshape(3, 1).expand(3, 4)).square(),
                x.square().scatterAddElements(0, indices.reshape(3, 1).expand(3, 4), 4),
                indices.oneHot(3).matmul(x).square(),
                tape.record(new AlongAxis.CumulativeSum(1, true), x).square(),
                x.gatherElements(1, tape.record(new AlongAxis.ArgSort(1, true), x)).exp(),
                x.stopGradient().mul(x),
                x.exp().barrier(),
                twice.on(x),
                tape.normal(3, 4).mul(x).exp());
        Tensor loss = parts.stream().map(part -> part.square().sum()).reduce(Tensor::add)
                .orElseThrow();
        check(firstAndSecond(loss, List.of(x, images, kernel)));
    }

    @Test
    void whatCannotBeWrittenIsSaid() {
        Tape tape = Tape.f64();
        Tensor x = tape.read(variable("x", DType.F64, 1, 2, 2));
        Tensor y = SparseMatrix
                .ofEntries(2, 2, new int[] {0, 1}, new int[] {1, 0}, new double[] {2, 3})
                .matmul(x);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> JavaSource.of(List.of(y)))
                .getMessage().startsWith("source: a sparse matrix"));
        Tensor deep = x;
        for (int i = 0; i < 2000; i++) {
            deep = deep.exp();
        }
        List<Tensor> outputs = List.of(deep);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> JavaSource.of(outputs))
                .getMessage().contains("at most 1500 operations, got 2001"));
    }
}
