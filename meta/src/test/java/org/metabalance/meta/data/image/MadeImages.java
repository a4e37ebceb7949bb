package org.metabalance.meta.data.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;

/** Made-up images: the brightness of one row tells the class. */
public final class MadeImages {
    private MadeImages() {}

    /** Returns {@code counts[c]} images of each class c, mixed. */
    public static ImageSet of(int height, int width, int channels, long memory, int... counts) {
        int n = IntStream.of(counts).sum();
        int[] sorted = IntStream.range(0, counts.length)
                .flatMap(c -> IntStream.generate(() -> c).limit(counts[c])).toArray();
        int[] order = Rng.of(7).permutation(n);
        int[] labels = IntStream.of(order).map(i -> sorted[i]).toArray();
        Rng rng = Rng.of(8);
        try (PixelWriter writer = new PixelWriter(height * width * channels, memory)) {
            for (int i = 0; i < n; i++) {
                byte[] image = new byte[height * width * channels];
                for (int j = 0; j < image.length; j++) {
                    int row = j / (width * channels);
                    int bright = row % counts.length == labels[i] ? 60 : 0;
                    image[j] = (byte) (bright + rng.stream(i).below(j, 190));
                }
                writer.add(image);
            }
            List<String> names = IntStream.range(0, counts.length).mapToObj(c -> "class " + c)
                    .toList();
            return ImageSet.of(
                    writer.finish(), labels, names, Shape.of(height, width, channels));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
