package org.metabalance.engine.execute;

import org.metabalance.engine.compile.lower.Buffer;
import org.metabalance.engine.compile.lower.Instruction;
import org.metabalance.engine.compile.lower.View;
import org.metabalance.engine.kernel.FloatConvolution;
import org.metabalance.engine.kernel.FloatConvolution.Images;
import org.metabalance.engine.kernel.FloatConvolution.Wanted;
import org.metabalance.engine.kernel.FloatConvolution.Weights;
import org.metabalance.engine.kernel.FloatKernels;
import org.metabalance.engine.kernel.FloatPool;
import org.metabalance.engine.op.Convolution;
import org.metabalance.engine.op.MaxPool;

/** Binds what windows that slide over images compute. */
final class FloatConvolve {
    private FloatConvolve() {}

    static FloatStep bind(Instruction.Convolve op, FloatMemory memory, FloatKernels kernels) {
        FloatConvolution bound = switch (op.op()) {
            case Convolution.Forward forward -> new FloatConvolution(
                    Wanted.Y, forward.geometry(), images(op.a(), memory), weights(op.b(), memory),
                    images(whole(op.z()), memory));
            case Convolution.InputAdjoint adjoint -> new FloatConvolution(
                    Wanted.X, adjoint.geometry(), images(whole(op.z()), memory),
                    weights(op.b(), memory), images(op.a(), memory));
            case Convolution.WeightAdjoint adjoint -> new FloatConvolution(
                    Wanted.W, adjoint.geometry(), images(op.a(), memory),
                    weights(whole(op.z()), memory), images(op.b(), memory));
        };
        return kernels.convolution(bound)::run;
    }

    static FloatStep bind(Instruction.Pool op, FloatMemory memory, FloatKernels kernels) {
        Images a = images(op.a(), memory);
        Images at = op.at() == null ? null : images(op.at(), memory);
        Images z = images(whole(op.z()), memory);
        FloatPool bound = switch (op.op()) {
            case MaxPool.Place place ->
                    new FloatPool(FloatPool.Wanted.PLACES, place.window(), a, z, null);
            case MaxPool.Pick pick ->
                    new FloatPool(FloatPool.Wanted.PICKED, pick.window(), a, at, z);
            case MaxPool.Put put -> new FloatPool(FloatPool.Wanted.PUT, put.window(), z, at, a);
        };
        return kernels.pool(bound)::run;
    }

    private static View whole(Buffer buffer) {
        return View.of(buffer, buffer.shape());
    }

    private static Images images(View view, FloatMemory memory) {
        int[] dims = view.dims();
        return new Images(memory.array(view.buffer()), begin(view), dims[0], dims[1], dims[2],
                dims[3]);
    }

    private static Weights weights(View view, FloatMemory memory) {
        int[] dims = view.dims();
        return new Weights(memory.array(view.buffer()), begin(view), dims[0], dims[1], dims[2],
                dims[3]);
    }

    private static int begin(View view) {
        return view.buffer().offset() + view.offset();
    }
}
