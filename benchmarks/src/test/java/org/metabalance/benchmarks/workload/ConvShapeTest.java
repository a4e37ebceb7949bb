package org.metabalance.benchmarks.workload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.kernel.Kernels;
import org.metabalance.engine.op.Conv2dGeometry;
import org.metabalance.engine.op.Convolution;

class ConvShapeTest {

    @Test
    void aNameIsReadAndWritten() {
        for (ConvShape shape : ConvShape.all()) {
            assertEquals(shape, ConvShape.parse(shape.toString()));
        }
        ConvShape shape = ConvShape.parse("2x5x7x3-4-3x3-s2-input");
        assertEquals(new ConvShape(2, 5, 7, 3, 4, 3, 2, ConvShape.Wanted.INPUT), shape);
        assertEquals(Shape.of(2, 3, 4, 4), shape.results(DType.F32).shape());
        assertEquals(2 * 3 * 4 * 4 * 3 * 3 * 3, shape.multiplyAdds());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2x5x7x3-4-3x5-forward", "2x5x7x3-4-3x3-backward", "2x5x7x3-4-3x3",
                "2x5x7x3-4-3x3-s0-input", "2x0x7x3-4-3x3-input", ""})
    void otherNamesAreRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> ConvShape.parse(name));
    }

    /** What the kernels are handed is what the operation of a tape of that shape computes. */
    @ParameterizedTest
    @ValueSource(strings = {"forward", "input", "weights"})
    void theKernelComputesTheOperation(String wanted) {
        ConvShape shape = ConvShape.parse("2x5x7x3-4-3x3-s2-" + wanted);
        NdArray x = shape.images(DType.F32);
        NdArray w = shape.weights(DType.F32);
        NdArray y = shape.results(DType.F32);
        Tape tape = Tape.f32();
        Conv2dGeometry geometry = Conv2dGeometry.of(2, 1);
        Tensor images = tape.constant(x.copy());
        Tensor weights = tape.constant(w.copy());
        Tensor results = tape.constant(y.copy());
        Program program = tape.compile(switch (shape.wanted()) {
            case FORWARD -> images.conv2d(weights, geometry);
            case INPUT -> results.convTranspose2d(weights, geometry, 5, 7);
            case WEIGHTS -> tape.record(new Convolution.WeightAdjoint(geometry, 3, 3), images,
                    results);
        });
        program.run();
        Kernels.current().floats().convolution(shape.operands(x.floats(), w.floats(), y.floats()))
                .run();
        assertArrayEquals(program.output(0).floats(), shape.of(x, w, y).floats());
    }
}
