package org.metabalance.benchmarks;

import java.util.concurrent.TimeUnit;
import org.metabalance.engine.kernel.FloatKernels;
import org.metabalance.engine.kernel.Kernels;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Unary;
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

/**
 * Functions of each element: in the first-level cache (1,024 elements) and in memory (1,048,576),
 * scalar and vector beside each other.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ElementwiseBenchmark {

    // The trap: a JVM that has the vector module and one that has not are two JVMs: what is loaded
    // decides which calls are inlined. So each benchmark is a pair with the same body, whose forks
    // differ in the module, and the kernels are those that a program would get there.

    // The trap: a result written over its operand grows from call to call until it is infinite or
    // subnormal, where arithmetic takes other paths. Operand and result are different arrays.

    // The trap: a constant operation or size would be folded into the loop, as it never is in a
    // program. Both are fields that the compiler cannot trust.

    /** A function of one number. */
    @State(Scope.Benchmark)
    public static class UnaryState {
        /** The function. */
        @Param
        public Unary unary;

        /** How many elements. */
        @Param({"1024", "1048576"})
        public int size;

        private FloatKernels kernels;
        private float[] x;
        private float[] z;

        /** Fills the operand. */
        @Setup
        public void prepare() {
            kernels = Kernels.current().withThreads(1).floats();
            x = Operands.floats(1, size);
            z = new float[size];
        }

        void run() {
            kernels.unary(unary, x, 0, z, 0, size);
        }
    }

    /** A function of two numbers. */
    @State(Scope.Benchmark)
    public static class BinaryState {
        /** The function. */
        @Param
        public Binary binary;

        /** How many elements. */
        @Param({"1024", "1048576"})
        public int size;

        private FloatKernels kernels;
        private float[] x;
        private float[] y;
        private float[] z;

        /** Fills the operands. */
        @Setup
        public void prepare() {
            kernels = Kernels.current().withThreads(1).floats();
            x = Operands.floats(1, size);
            y = Operands.floats(2, size);
            z = new float[size];
        }

        void run() {
            kernels.binary(binary, x, 0, y, 0, z, 0, size);
        }
    }

    /** Plain loops. */
    @Benchmark
    @Fork(value = 1, jvmArgsAppend = {Jvm.SCALAR_KERNELS, Jvm.UNSAFE})
    public void unaryScalar(UnaryState state) {
        state.run();
    }

    /** The Vector API. */
    @Benchmark
    @Fork(value = 1, jvmArgsAppend = {Jvm.VECTOR_KERNELS, Jvm.ADD_MODULES, Jvm.VECTOR, Jvm.UNSAFE})
    public void unaryVector(UnaryState state) {
        state.run();
    }

    /** Plain loops. */
    @Benchmark
    @Fork(value = 1, jvmArgsAppend = {Jvm.SCALAR_KERNELS, Jvm.UNSAFE})
    public void binaryScalar(BinaryState state) {
        state.run();
    }

    /** The Vector API. */
    @Benchmark
    @Fork(value = 1, jvmArgsAppend = {Jvm.VECTOR_KERNELS, Jvm.ADD_MODULES, Jvm.VECTOR, Jvm.UNSAFE})
    public void binaryVector(BinaryState state) {
        state.run();
    }

    // How to run:
    //
    //   java -jar benchmarks/target/benchmarks.jar ElementwiseBenchmark.unary -p unary=EXP,TANH
    //        -p size=1024 -rf json -rff elementwise.json
}
