package org.metabalance.meta.data.image.augment;

import java.util.List;
import org.metabalance.engine.Rng;

/** A random change of an image that leaves its class what it is. Immutable, usable from any thread. */
@FunctionalInterface
public interface Augmentation {
    /** Nothing is changed. */
    Augmentation NONE = of();

    /** Changes the numbers of {@code picture}; what is random depends on {@code rng} alone. */
    void apply(Picture picture, Rng rng);

    /** Returns some augmentations one after the other. */
    static Augmentation of(Augmentation... each) {
        return new Chain(List.of(each));
    }

    /** What is usual for small colour images: a crop with {@code padding} zeros around, and a flip. */
    static Augmentation cropAndFlip(int padding) {
        return of(new RandomCrop(padding, RandomCrop.Padding.ZERO), new HorizontalFlip());
    }

    /** Returns whether this never changes anything. */
    default boolean none() {
        return false;
    }

    /**
     * Augmentations one after the other, each with random numbers of its own.
     *
     * @param each in order
     */
    record Chain(List<Augmentation> each) implements Augmentation {
        /** Copies the list. */
        public Chain {
            each = List.copyOf(each);
        }

        @Override
        public void apply(Picture picture, Rng rng) {
            for (int i = 0; i < each.size(); i++) {
                each.get(i).apply(picture, rng.stream(i));
            }
        }

        @Override
        public boolean none() {
            return each.stream().allMatch(Augmentation::none);
        }

        @Override
        public String toString() {
            return each.toString();
        }
    }
}
