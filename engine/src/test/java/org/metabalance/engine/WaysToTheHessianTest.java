package org.metabalance.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One matrix, however it is asked for. */
class WaysToTheHessianTest {
    private static final double[] POINT = {0.7, -1.1, 0.4};
    private final Tape tape = Tape.f64();
    private final Tensor x = tape.constant(POINT);

    /** f = exp(a.x) + (b.x)^3 / 6, whose Hessian is exp(a.x) a a^T + (b.x) b b^T. */
    private final double[] a = {0.3, -0.5, 0.9};

    private final double[] b = {1.2, 0.1, -0.4};
    private final Tensor y = x.dot(tape.constant(a)).exp()
            .add(x.dot(tape.constant(b)).pow(3).div(6));

    private double[] closedForm() {
        double e = 0;
        double c = 0;
        for (int i = 0; i < 3; i++) {
            e += a[i] * POINT[i];
            c += b[i] * POINT[i];
        }
        double[] h = new double[9];
        for (int i = 0; i < 9; i++) {
            h[i] = Math.exp(e) * a[i / 3] * a[i % 3] + c * b[i / 3] * b[i % 3];
        }
        return h;
    }

    private void check(Tensor hessian) {
        assertEquals(Shape.of(3, 3), hessian.shape());
        assertArrayEquals(closedForm(), hessian.value().toDoubles(), 1e-14);
    }

    private Tensor basis(int i) {
        return tape.constant(new double[] {i == 0 ? 1 : 0, i == 1 ? 1 : 0, i == 2 ? 1 : 0});
    }

    private Tensor columns(java.util.function.IntFunction<Tensor> column) {
        List<Tensor> columns = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            columns.add(column.apply(i));
        }
        return Tensor.stack(1, columns.toArray(Tensor[]::new));
    }

    @Test
    void hessian() {
        check(Gradients.hessian(y, x));
    }

    @Test
    void jacobianOfTheGradient() {
        check(Gradients.jacobian(Gradients.gradient(y, x), x));
    }

    @Test
    void productsWithBasisVectors() {
        check(columns(i -> Gradients.hvp(y, List.of(x), List.of(basis(i))).get(0)));
    }

    @Test
    void forwardOverReverse() {
        Tensor g = Gradients.gradient(y, x);
        check(columns(i -> Gradients.jvp(g, List.of(x), List.of(basis(i)))));
    }

    @Test
    void reverseOverForward() {
        check(columns(i -> Gradients.gradient(Gradients.jvp(y, List.of(x), List.of(basis(i))), x)));
    }

    @Test
    void forwardOverForward() {
        check(columns(i -> columns(j -> {
            Tensor once = Gradients.jvp(y, List.of(x), List.of(basis(i)));
            return Gradients.jvp(once, List.of(x), List.of(basis(j))).unsqueeze(0);
        }).flatten()));
    }

    @Test
    void vectorJacobianProductsOfTheGradient() {
        Tensor g = Gradients.gradient(y, x);
        check(columns(i -> Gradients.vjp(g, basis(i), List.of(x)).get(0)));
    }

    @Test
    void differencesOfTheGradient() {
        Tape tape = Tape.f64();
        Tensor at = tape.input("x", 3);
        Tensor f = at.dot(tape.constant(a)).exp().add(at.dot(tape.constant(b)).pow(3).div(6));
        Program program = tape.compile(Gradients.gradient(f, at));
        double[] h = new double[9];
        double step = 1e-5;
        for (int j = 0; j < 3; j++) {
            for (int sign = -1; sign <= 1; sign += 2) {
                double[] moved = POINT.clone();
                moved[j] += sign * step;
                program.set("x", moved).run();
                for (int i = 0; i < 3; i++) {
                    h[3 * i + j] += sign * program.output(0).get(i) / (2 * step);
                }
            }
        }
        assertArrayEquals(closedForm(), h, 1e-9);
    }

    @Test
    void theHessianOverTwoTensorsHasItsMixedBlocks() {
        // f = (u.v)^2: d2f/du dv = 2 (u.v) I + 2 v u^T
        Tensor u = tape.constant(new double[] {1, 2});
        Tensor v = tape.constant(new double[] {-0.5, 3});
        Tensor f = u.dot(v).square();
        Tensor direction = tape.constant(new double[] {0.3, -0.2});
        List<Tensor> product = Gradients.hvp(f, List.of(u, v), List.of(direction, tape.zeros(2)));
        // by u: 2 v (v.d); by v: 2 (u.v) d + 2 u (v.d)
        double vd = -0.15 - 0.6;
        double uv = 5.5;
        assertArrayEquals(new double[] {2 * -0.5 * vd, 2 * 3 * vd},
                product.get(0).value().toDoubles(), 1e-14);
        assertArrayEquals(
                new double[] {2 * uv * 0.3 + 2 * vd, -2 * uv * 0.2 + 4 * vd},
                product.get(1).value().toDoubles(), 1e-14);
    }

    @Test
    void theJacobianHasARowForEachResult() {
        Tensor rows = tape.constant(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
        Tensor jacobian = Gradients.jacobian(rows.matmul(x.reshape(3, 1)), x);
        assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, jacobian.value().toDoubles());
        assertEquals(Shape.of(0, 3), Gradients.jacobian(x.slice(0, 1, 1), x).shape());
    }
}
