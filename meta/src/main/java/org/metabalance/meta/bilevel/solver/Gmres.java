package org.metabalance.meta.bilevel.solver;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.metabalance.engine.DType;
import org.metabalance.engine.Tensor;

/**
 * GMRES from 0, without restarts (Saad and Schultz, SIAM Journal on Scientific and Statistical Computing
 * 1986): of all combinations of b, A b, A^2 b, ... it finds the one with the smallest |A v - b|. A need
 * be neither positive nor symmetric, so it suits an inner problem that is a saddle where the steps end.
 * An orthonormal basis of that space is built by Arnoldi's method with modified Gram-Schmidt, the small
 * least-squares problem is solved by Givens rotations; both on the tape.
 *
 * <p>Once the space holds the solution, what is left of the next vector is rounding: it is then taken
 * for 0, and so is everything after it. Of a singular A nothing is promised.
 *
 * @param iterations how many, each with one product; as many vectors are kept
 */
public record Gmres(int iterations) implements LinearSolver {
    /** Roundings of a product's length that Gram-Schmidt may leave of a vector inside the space. */
    private static final double ROUNDINGS = 64;

    /** Checks the number. */
    public Gmres {
        Hypergradients.require(iterations >= 1, "gmres: iterations must be positive", iterations);
    }

    @Override
    public List<Tensor> solve(UnaryOperator<List<Tensor>> a, List<Tensor> b) {
        Tensor length = Vectors.norm(b);
        List<List<Tensor>> basis = new ArrayList<>(List.of(over(b, length)));
        List<Rotation> rotations = new ArrayList<>();
        // column k of the triangle, and the right side |b| e_1, both rotated
        List<Tensor[]> columns = new ArrayList<>();
        List<Tensor> side = new ArrayList<>(List.of(length));
        for (int k = 0; k < iterations; k++) {
            List<Tensor> w = a.apply(basis.get(k));
            Tensor rounding = Vectors.norm(w).mul(ROUNDINGS * ulp(length.dtype()));
            Tensor[] h = new Tensor[k + 1];
            for (int j = 0; j <= k; j++) {
                h[j] = Vectors.dot(w, basis.get(j));
                w = Vectors.add(w, h[j].neg(), basis.get(j));
            }
            Tensor left = Vectors.norm(w);
            left = Tensor.where(left.gt(rounding), left, left.tape().zeros());
            basis.add(over(w, left));
            for (int j = 0; j < k; j++) {
                Rotation r = rotations.get(j);
                Tensor above = r.first(h[j], h[j + 1]);
                h[j + 1] = r.second(h[j], h[j + 1]);
                h[j] = above;
            }
            Rotation r = Rotation.to(h[k], left);
            rotations.add(r);
            h[k] = r.first(h[k], left);
            columns.add(h);
            Tensor rest = side.get(k);
            side.set(k, r.cosine().mul(rest));
            side.add(r.sine().mul(rest).neg());
        }
        return combination(basis, triangular(columns, side));
    }

    @Override
    public String label() {
        return "gmres-" + iterations;
    }

    /** Solves the upper triangular system, from its last row. */
    private static Tensor[] triangular(List<Tensor[]> columns, List<Tensor> side) {
        Tensor[] y = new Tensor[columns.size()];
        for (int k = y.length - 1; k >= 0; k--) {
            Tensor rest = side.get(k);
            for (int j = k + 1; j < y.length; j++) {
                rest = rest.sub(columns.get(j)[k].mul(y[j]));
            }
            y[k] = Vectors.quotient(rest, columns.get(k)[k]);
        }
        return y;
    }

    private static List<Tensor> combination(List<List<Tensor>> basis, Tensor[] y) {
        List<Tensor> sum = Vectors.scale(basis.get(0), 0);
        for (int k = 0; k < y.length; k++) {
            sum = Vectors.add(sum, y[k], basis.get(k));
        }
        return sum;
    }

    /** a / length, and 0 where the length is 0. */
    private static List<Tensor> over(List<Tensor> a, Tensor length) {
        Tensor factor = Vectors.quotient(length.tape().ones(), length);
        return a.stream().map(part -> part.mul(factor)).toList();
    }

    private static double ulp(DType type) {
        return type == DType.F32 ? Math.ulp(1f) : Math.ulp(1d);
    }

    /** A Givens rotation, which takes a pair it was made {@link #to} to (its length, 0). */
    private record Rotation(Tensor cosine, Tensor sine) {
        static Rotation to(Tensor a, Tensor b) {
            Tensor length = a.square().add(b.square()).sqrt();
            return new Rotation(Vectors.quotient(a, length), Vectors.quotient(b, length));
        }

        Tensor first(Tensor a, Tensor b) {
            return cosine.mul(a).add(sine.mul(b));
        }

        Tensor second(Tensor a, Tensor b) {
            return cosine.mul(b).sub(sine.mul(a));
        }
    }
}
