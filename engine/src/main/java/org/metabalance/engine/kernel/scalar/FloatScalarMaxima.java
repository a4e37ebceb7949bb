package org.metabalance.engine.kernel.scalar;

import org.metabalance.engine.kernel.FloatConvolution.Images;
import org.metabalance.engine.kernel.FloatMaxima;
import org.metabalance.engine.kernel.Taps;

/** Where the largest elements of windows are. */
final class FloatScalarMaxima implements Runnable {

    private final Images x;
    private final Images z;
    private final Taps down;
    private final Taps across;

    FloatScalarMaxima(FloatMaxima maxima) {
        x = maxima.x();
        z = maxima.z();
        down = maxima.down();
        across = maxima.across();
    }

    @Override
    public void run() {
        for (int image = 0; image < z.count(); image++) {
            for (int i = 0; i < z.height(); i++) {
                for (int j = 0; j < z.width(); j++) {
                    for (int c = 0; c < z.channels(); c++) {
                        z.data()[z.at(image, i, j) + c] = place(image, i, j, c);
                    }
                }
            }
        }
    }

    private int place(int image, int i, int j, int channel) {
        float largest = Float.NEGATIVE_INFINITY;
        int place = -1;
        for (int t = down.from(i); t < down.to(i, x.height()); t++) {
            int row = down.source(i, t);
            for (int u = across.from(j); u < across.to(j, x.width()); u++) {
                int column = across.source(j, u);
                float value = x.data()[x.at(image, row, column) + channel];
                if (place < 0 || value > largest || Float.isNaN(value)) {
                    largest = value;
                    place = row * x.width() + column;
                }
            }
        }
        return place;
    }
}
