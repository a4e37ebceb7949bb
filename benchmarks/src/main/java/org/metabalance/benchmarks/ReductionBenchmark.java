package org.metabalance.benchmarks;

import java.util.concurrent.TimeUnit;
import org.metabalance.engine.kernel.FloatKernels;
import org.metabalance.engine.kernel.FloatMatrix;
import org.metabalance.engine.kernel.Kernels;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Sums, maxima and inner products, scalar and vector beside each other. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReductionBenchmark {

    // The trap: a sum that nobody uses is not computed. Every body returns its result, which JMH
    // consumes.

    // The trap: as in ElementwiseBenchmark, the pairs are forks with and without the vector module.

    /** What is computed of a matrix. */
    public enum Reduction {
        /** The sum of all elements. */
        SUM,
        /** The largest of all elements. */
        MAX,
        /** The sum of each row. */
        SUM_ROWS,
        /** The sum of each column. */
        SUM_COLUMNS,
        /** The largest of each row. */
        MAX_ROWS,
        /** The largest of each column. */
        MAX_COLUMNS,
        /** The sum of products with another matrix. */
        DOT
    }

    /** A matrix and what is computed of it. */
    @State(Scope.Benchmark)
    public static class Matrix {
        /** What is computed. */
        @Param
        public Reduction reduction;

        /** Rows and columns: logits of a batch, units of a batch, a long vector. */
        @Param({"128x2", "128x10", "128x64", "128x512", "1x1048576"})
        public String sizes;

        private FloatKernels kernels;
        private int rows;
        private int columns;
        private float[] x;
        private float[] y;
        private float[] z;
        private Runnable dot;

        /** Fills the operands. */
        @Setup
        public void prepare() {
            kernels = Kernels.current().withThreads(1).floats();
            String[] parts = sizes.split("x");
            rows = Integer.parseInt(parts[0]);
            columns = Integer.parseInt(parts[1]);
            x = Operands.floats(1, rows * columns);
            y = Operands.floats(2, rows * columns);
            z = new float[Math.max(rows, columns)];
            int n = x.length;
            dot = kernels.gemm(
                    FloatMatrix.dense(x, 0, 1, n), new FloatMatrix(y, 0, n, 1, 1, n),
                    FloatMatrix.dense(z, 0, 1, 1), false);
        }

        float run() {
            switch (reduction) {
                case SUM -> kernels.sumRows(x, 0, 1, x.length, z, 0);
                case MAX -> kernels.maxRows(x, 0, 1, x.length, z, 0);
                case SUM_ROWS -> kernels.sumRows(x, 0, rows, columns, z, 0);
                case SUM_COLUMNS -> kernels.sumColumns(x, 0, rows, columns, z, 0);
                case MAX_ROWS -> kernels.maxRows(x, 0, rows, columns, z, 0);
                case MAX_COLUMNS -> kernels.maxColumns(x, 0, rows, columns, z, 0);
                case DOT -> dot.run();
            }
            return z[0];
        }
    }

    /** Plain loops. */
    @Benchmark
    @Fork(value = 1, jvmArgsAppend = {Jvm.SCALAR_KERNELS, Jvm.UNSAFE})
    public float scalar(Matrix matrix) {
        return matrix.run();
    }

    /** The Vector API. */
    @Benchmark
    @Fork(value = 1, jvmArgsAppend = {Jvm.VECTOR_KERNELS, Jvm.ADD_MODULES, Jvm.VECTOR, Jvm.UNSAFE})
    public float vector(Matrix matrix) {
        return matrix.run();
    }

    // How to run:
    //
    //   java -jar benchmarks/target/benchmarks.jar ReductionBenchmark -p reduction=SUM,SUM_COLUMNS
    //        -rf json -rff reduction.json
}
