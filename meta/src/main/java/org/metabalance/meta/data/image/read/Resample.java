package org.metabalance.meta.data.image.read;

/**
 * Other sizes of images: every pixel is the mean of those of the old image around its place, weighted by a
 * triangle as wide as two pixels of the coarser of both images. So larger images are interpolated
 * linearly, and smaller ones do not alias; as PyTorch's {@code bilinear} with {@code antialias}, up to rounding.
 */
final class Resample {
    private Resample() {}

    static byte[] of(byte[] from, int height, int width, int channels, int toHeight, int toWidth) {
        if (height == toHeight && width == toWidth) {
            return from;
        }
        double[][] across = weights(width, toWidth);
        double[][] down = weights(height, toHeight);
        double[] narrow = new double[height * toWidth * channels];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < toWidth; column++) {
                for (int c = 0; c < channels; c++) {
                    double sum = 0;
                    int first = (int) across[column][0];
                    for (int i = 1; i < across[column].length; i++) {
                        int at = (row * width + first + i - 1) * channels + c;
                        sum += across[column][i] * (from[at] & 0xFF);
                    }
                    narrow[(row * toWidth + column) * channels + c] = sum;
                }
            }
        }
        byte[] to = new byte[toHeight * toWidth * channels];
        int line = toWidth * channels;
        for (int row = 0; row < toHeight; row++) {
            int first = (int) down[row][0];
            for (int j = 0; j < line; j++) {
                double sum = 0;
                for (int i = 1; i < down[row].length; i++) {
                    sum += down[row][i] * narrow[(first + i - 1) * line + j];
                }
                to[row * line + j] = (byte) Math.clamp((int) (sum + .5), 0, 255);
            }
        }
        return to;
    }

    /** For each new place: the first old one that counts, and then the weights from there on, of sum 1. */
    private static double[][] weights(int from, int to) {
        double scale = (double) from / to;
        double reach = Math.max(1, scale);
        double[][] weights = new double[to][];
        for (int i = 0; i < to; i++) {
            double center = (i + .5) * scale;
            int first = Math.max(0, (int) (center - reach + .5));
            int end = Math.min(from, (int) (center + reach + .5));
            double[] row = new double[Math.max(1, end - first) + 1];
            row[0] = Math.min(first, from - 1);
            double sum = 0;
            for (int k = 1; k < row.length; k++) {
                double distance = Math.abs(row[0] + k - 1 + .5 - center) / reach;
                row[k] = Math.max(0, 1 - distance);
                sum += row[k];
            }
            for (int k = 1; k < row.length; k++) {
                row[k] = sum > 0 ? row[k] / sum : 1.0 / (row.length - 1);
            }
            weights[i] = row;
        }
        return weights;
    }
}
