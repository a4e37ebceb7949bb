package org.metabalance.meta.method;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.metabalance.engine.DType;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.math.Pooling;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Unary;
import org.metabalance.meta.catalog.Methods;

/**
 * Prints the checksum of all bits that come out of every function, of sums and products of awkward shapes
 * with their second derivatives, of convolutions, and of small trainings.
 */
final class TrainingDigest {
    private static final List<String> METHODS = List.of(
            "logistic", "mixup", "smote", "metabalance", "learning-to-reweight", "meta-weight-net",
            "metabalance-egl", "easy-ensemble", "balms", "crt", "recipe", "curvenet", "cmw-net",
            "ot-reweight", "m2m");

    private static final int[][] SHAPES = {{1, 1, 1}, {5, 3, 70}, {37, 2, 150}, {67, 21, 500},
        {128, 64, 30}, {3, 300, 7000}};

    private static final int[][] CHANNELS = {{1, 3}, {3, 16}, {17, 40}};

    private final MessageDigest digest;

    private TrainingDigest() throws NoSuchAlgorithmException {
        digest = MessageDigest.getInstance("SHA-256");
    }

    /** Prints the digest. */
    public static void main(String[] none) throws NoSuchAlgorithmException {
        TrainingDigest all = new TrainingDigest();
        for (DType dtype : DType.values()) {
            all.functions(dtype);
            for (int[] shape : SHAPES) {
                all.layer(dtype, shape[0], shape[1], shape[2]);
            }
            for (int[] channels : CHANNELS) {
                all.images(dtype, channels[0], channels[1]);
            }
        }
        METHODS.forEach(all::training);
        System.out.println("digest " + HexFormat.of().formatHex(all.digest.digest()));
    }

    // which NaN it is differs between processors
    private void add(double... x) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * x.length);
        for (double value : x) {
            bytes.putLong(Double.doubleToLongBits(value));
        }
        digest.update(bytes.flip());
    }

    private void add(Program program) {
        program.run();
        program.outputs().stream().map(NdArray::toDoubles).forEach(this::add);
    }

    private void functions(DType dtype) {
        Tape tape = new Tape(dtype);
        Tensor x = tape.normal(Shape.of(1003)).mul(3);
        Tensor y = tape.normal(Shape.of(1003)).mul(3);
        for (Unary op : Unary.values()) {
            add(tape.compile(tape.record(op, x), tape.record(op, y.abs())));
        }
        for (Binary op : Binary.values()) {
            add(tape.compile(tape.record(op, x, y), tape.record(op, y.abs(), x)));
        }
    }

    /** A layer with normalization and softmax, and a product of its Hessian. */
    private void layer(DType dtype, int m, int n, int k) {
        Tape tape = new Tape(dtype);
        Tensor x = tape.normal(Shape.of(m, k));
        Tensor w = tape.normal(Shape.of(k, n)).mul(Math.sqrt(1.0 / k));
        Tensor z = x.matmul(w);
        Tensor centred = z.sub(z.meanKeep(0));
        Tensor normal = centred.mul(centred.square().meanKeep(0).add(1e-5).rsqrt());
        Tensor loss = normal.tanh().logSoftmax(1).max(1).mean();
        Tensor g = Gradients.gradient(loss, w);
        add(tape.compile(loss, g, Gradients.gradient(g.square().sum(), w)));
    }

    /** Convolutions with pooling between, and a product of the Hessian by both weights. */
    private void images(DType dtype, int in, int out) {
        Tape tape = new Tape(dtype);
        Tensor x = tape.normal(Shape.of(3, 11, 9, in));
        Tensor first = tape.normal(Shape.of(3, 3, in, out)).mul(Math.sqrt(.2 / in));
        Tensor second = tape.normal(Shape.of(3, 3, out, 5)).mul(Math.sqrt(.2 / out));
        Tensor pooled = Pooling.max(x.conv2d(first, 1, 1).tanh(), 2, 2, 0);
        Tensor loss = pooled.conv2d(second, 2, 1).square().mean();
        List<Tensor> weights = List.of(first, second);
        List<Tensor> g = Gradients.gradient(loss, weights);
        Tensor size = g.get(0).square().sum().add(g.get(1).square().sum());
        List<Tensor> all = new ArrayList<>(g);
        all.addAll(Gradients.gradient(size, weights));
        add(tape.compile(all));
    }

    private void training(String name) {
        Method method = Methods.find(name).orElseThrow();
        for (double[] row : method.fit(Blobs.problem(2, 1)).probabilities(Blobs.test(2))) {
            add(row);
        }
    }
}
