package org.metabalance.engine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A check is worth something only if it can fail. */
class GradCheckTest {
    private static final NdArray X = NdArray.of(new double[] {0.5, -1.2, 2});

    @Test
    void aMissingPartOfTheFirstDerivativeIsFound() {
        // x^2 of which half the derivative is lost
        check("order 1", 1, xs -> xs.get(0).mul(xs.get(0).stopGradient()));
    }

    @Test
    void aSlopeOffByOneInAThousandIsFound() {
        check("order 1", 1, xs -> {
            Tensor x = xs.get(0);
            return x.exp().mul(1.001).sub(x.exp().mul(0.001).stopGradient());
        });
    }

    @Test
    void aWrongSecondDerivativeIsFoundThoughTheFirstIsRight() {
        // value and slope of x^3, but the slope counts as constant: x s with s = 3 x0^2
        check("order 2", 2, xs -> {
            Tensor x = xs.get(0);
            Tensor slope = x.square().mul(3).stopGradient();
            return x.pow(3).stopGradient().add(x.sub(x.stopGradient()).mul(slope));
        });
    }

    @Test
    void aWrongThirdDerivativeIsFoundThoughTheSecondIsRight() {
        check("order 3", 3, xs -> {
            Tensor x = xs.get(0);
            Tensor moved = x.sub(x.stopGradient());
            Tensor line = x.pow(4).stopGradient().add(moved.mul(x.pow(3).mul(4).stopGradient()));
            return line.add(moved.square().mul(x.square().mul(6).stopGradient()));
        });
    }

    @Test
    void oneWrongArgumentAmongManyIsFound() {
        NdArray[] at = {X, NdArray.of(new double[] {1, 2, 3})};
        assertThrows(
                IllegalStateException.class,
                () -> GradCheck.check(1,
                        xs -> xs.get(0).exp().mul(xs.get(1).stopGradient().square()), at));
    }

    @Test
    void aKinkAtThePointIsFound() {
        assertThrows(
                IllegalStateException.class,
                () -> GradCheck.check(1, xs -> xs.get(0).relu(), NdArray.of(new double[] {0.0})));
    }

    @Test
    void aRightOneIsAcceptedInAnyOrderShapeAndType() {
        assertDoesNotThrow(() -> GradCheck.check(4, xs -> xs.get(0).sin(), X));
        assertDoesNotThrow(() -> GradCheck.check(2, xs -> xs.get(0).add(xs.get(1)),
                NdArray.of(new float[] {1, 2}), NdArray.scalar(DType.F64, 3)));
        assertDoesNotThrow(() -> GradCheck.check(2, xs -> xs.get(0).exp(),
                NdArray.zeros(DType.F64, Shape.of(0, 2))));
    }

    @Test
    void anArgumentThatIsNotUsedHasDerivativeZero() {
        assertDoesNotThrow(() -> GradCheck.check(2, xs -> xs.get(0).exp(), X, X));
    }

    private static void check(String order, int upTo,
            java.util.function.Function<List<Tensor>, Tensor> wrong) {
        var e = assertThrows(IllegalStateException.class, () -> GradCheck.check(upTo, wrong, X));
        assertTrue(e.getMessage().startsWith("gradient check: " + order + " disagrees"),
                e.getMessage());
    }
}
