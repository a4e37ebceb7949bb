package org.metabalance.engine.kernel.scalar;

import org.metabalance.engine.kernel.FloatConvolution.Images;
import org.metabalance.engine.kernel.FloatPool;
import org.metabalance.engine.kernel.Taps;

/** What maxima of windows are made of, element by element. */
final class FloatScalarPool implements Runnable {

    private final FloatPool pool;
    private final Images x;
    private final Images at;
    private final Images y;
    private final Images z;
    private final Taps[] down;
    private final Taps[] across;

    FloatScalarPool(FloatPool pool) {
        this.pool = pool;
        x = pool.x();
        at = pool.at();
        y = pool.y();
        z = switch (pool.wanted()) {
            case PLACES -> at;
            case PICKED -> y;
            case PUT -> x;
        };
        down = pool.down().toArray(Taps[]::new);
        across = pool.across().toArray(Taps[]::new);
    }

    @Override
    public void run() {
        for (int image = 0; image < z.count(); image++) {
            for (Taps rows : down) {
                for (Taps columns : across) {
                    for (int i = 0; i < rows.count(); i++) {
                        for (int j = 0; j < columns.count(); j++) {
                            pixel(image, rows, i, columns, j);
                        }
                    }
                }
            }
        }
    }

    private void pixel(int image, Taps rows, int i, Taps columns, int j) {
        int to = z.at(image, rows.at(i), columns.at(j));
        for (int c = 0; c < z.channels(); c++) {
            z.data()[to + c] = switch (pool.wanted()) {
                case PLACES -> place(image, rows, i, columns, j, c);
                case PICKED -> picked(image, rows, i, columns, j, c);
                case PUT -> put(image, rows, i, columns, j, c);
            };
        }
    }

    private float place(int image, Taps rows, int i, Taps columns, int j, int channel) {
        float largest = Float.NEGATIVE_INFINITY;
        int place = -1;
        for (int t = rows.from(i); t < rows.to(i, x.height()); t++) {
            for (int u = columns.from(j); u < columns.to(j, x.width()); u++) {
                float value = element(x, image, rows.source(i, t), columns.source(j, u), channel);
                if (place < 0 || value > largest || Float.isNaN(value)) {
                    largest = value;
                    place = number(rows, t, columns, u);
                }
            }
        }
        return place;
    }

    private float picked(int image, Taps rows, int i, Taps columns, int j, int channel) {
        float number = element(at, image, i, j, channel);
        float picked = 0;
        for (int t = rows.from(i); t < rows.to(i, x.height()); t++) {
            for (int u = columns.from(j); u < columns.to(j, x.width()); u++) {
                if (number == number(rows, t, columns, u)) {
                    picked = element(
                            x, image, rows.source(i, t), columns.source(j, u), channel);
                }
            }
        }
        return picked;
    }

    private float put(int image, Taps rows, int i, Taps columns, int j, int channel) {
        float sum = 0;
        for (int t = rows.from(i); t < rows.to(i, at.height()); t++) {
            for (int u = columns.from(j); u < columns.to(j, at.width()); u++) {
                int row = rows.source(i, t);
                int column = columns.source(j, u);
                boolean here = element(at, image, row, column, channel)
                        == number(rows, t, columns, u);
                sum += here ? element(y, image, row, column, channel) : 0;
            }
        }
        return sum;
    }

    private int number(Taps rows, int t, Taps columns, int u) {
        return rows.kernel(t) * pool.window().columns() + columns.kernel(u);
    }

    private static float element(Images images, int image, int row, int column, int channel) {
        return images.data()[images.at(image, row, column) + channel];
    }
}
