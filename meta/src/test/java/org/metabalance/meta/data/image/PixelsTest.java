package org.metabalance.meta.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where bytes lie makes no difference to what they are. */
class PixelsTest {
    // a block holds 4 of these
    private static final int BYTES = 1 << 20;

    private static byte[] image(int i) {
        byte[] image = new byte[BYTES];
        Arrays.fill(image, (byte) i);
        image[BYTES - 1] = (byte) (i * 3);
        return image;
    }

    private static PixelStore store(int images, long memory) throws IOException {
        try (PixelWriter writer = new PixelWriter(BYTES, memory)) {
            for (int i = 0; i < images; i++) {
                writer.add(image(i));
            }
            return writer.finish();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3 * BYTES, 4 * BYTES, 5 * BYTES, 11 * BYTES, 12 * BYTES})
    void imagesComeBackFromMemoryAndDisk(long memory) throws IOException {
        PixelStore store = store(10, memory);
        assertEquals(10, store.size());
        assertEquals(memory < 12 * BYTES, store.onDisk());
        byte[] to = new byte[BYTES];
        for (int round = 0; round < 2; round++) {
            for (int i : new int[] {9, 0, 4, 3, 8, 1, 7, 2, 5, 6}) {
                store.read(i, to);
                assertArrayEquals(image(i), to);
            }
        }
    }

    @Test
    void theCacheTakesNoMoreThanItMay() throws IOException {
        DiskPixels disk = assertInstanceOf(DiskPixels.class, store(10, 3 * BYTES));
        assertEquals(3, disk.room());
        byte[] to = new byte[BYTES];
        disk.read(5, to);
        disk.read(5, to);
        assertEquals(2, disk.room());
        for (int i = 0; i < 10; i++) {
            disk.read(i, to);
        }
        assertEquals(0, disk.room());
    }

    @Test
    void threadsReadAtOnceAndAnInterruptHarmsNoOther() throws IOException {
        PixelStore store = store(10, 2 * BYTES);
        Thread.currentThread().interrupt();
        store.read(9, new byte[BYTES]);
        assertTrue(Thread.interrupted());
        assertTrue(IntStream.range(0, 200).parallel().allMatch(i -> {
            byte[] to = new byte[BYTES];
            store.read(i % 10, to);
            return Arrays.equals(image(i % 10), to);
        }));
    }

    @Test
    void nothingIsAPlaceForNothing() throws IOException {
        assertEquals(0, store(0, 0).size());
        assertFalse(store(0, BYTES).onDisk());
        try (PixelWriter writer = new PixelWriter(3, 10)) {
            assertEquals(
                    "pixels: every image needs 3 bytes, got 4",
                    assertThrows(
                            IllegalArgumentException.class, () -> writer.add(new byte[4]))
                            .getMessage());
        }
    }
}
