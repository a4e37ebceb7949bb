package org.metabalance.app.image;

import java.awt.image.BufferedImage;
import org.metabalance.meta.data.image.ImageSet;

/** An image of a set as Java draws it. */
final class ImagePixels {
    private ImagePixels() {}

    static BufferedImage of(ImageSet images, int index) {
        int height = images.shape().dim(0);
        int width = images.shape().dim(1);
        int channels = images.channels();
        byte[] bytes = new byte[images.shape().size()];
        images.read(index, bytes);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int at = (row * width + column) * channels;
                int red = bytes[at] & 0xFF;
                int green = bytes[at + channels / 2] & 0xFF;
                int blue = bytes[at + channels - 1] & 0xFF;
                image.setRGB(column, row, red << 16 | green << 8 | blue);
            }
        }
        return image;
    }
}
