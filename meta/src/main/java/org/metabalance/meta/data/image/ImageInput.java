package org.metabalance.meta.data.image;

import java.util.Optional;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.meta.data.BatchInput;
import org.metabalance.meta.data.image.augment.Augmentation;
import org.metabalance.nn.Batch;

/** A batch of images: pixels and labels are inputs. */
final class ImageInput implements BatchInput {
    private final String name;
    private final ImageExamples examples;
    private final Augmentation augmentation;
    private final Rng rng;
    private final Batch batch;

    ImageInput(
            Tape tape, String name, int size, ImageExamples examples, Augmentation augmentation,
            Rng rng) {
        this.name = name;
        this.examples = examples;
        this.augmentation = augmentation;
        this.rng = rng;
        batch = new Batch(
                tape.input(name, examples.dims(size)), tape.input(labels(name), size));
    }

    private static String labels(String name) {
        return name + " labels";
    }

    @Override
    public Batch batch() {
        return batch;
    }

    @Override
    public Optional<Filler> in(Program program) {
        return program.inputs().contains(name) || program.inputs().contains(labels(name))
                ? Optional.of(new Pixels(program))
                : Optional.empty();
    }

    private NdArray input(Program program, String input) {
        return program.inputs().contains(input) ? program.input(input) : null;
    }

    private final class Pixels implements Filler {
        private final NdArray indices = NdArray.zeros(DType.F32, Shape.of(batch.size()));
        private final NdArray x;
        private final NdArray y;
        /** What x holds, or is converted from. */
        private final float[] numbers;
        private final ImageFiller filler = new ImageFiller(examples, augmentation);

        Pixels(Program program) {
            x = input(program, name);
            y = input(program, labels(name));
            numbers = x == null
                    ? null
                    : x.dtype() == DType.F32 ? x.floats() : new float[x.size()];
        }

        @Override
        public NdArray indices() {
            return indices;
        }

        @Override
        public void load(long run) {
            Rng random = augmentation.none() ? null : rng.stream(run);
            int bytes = examples.shape().size();
            for (int i = 0; i < indices.size(); i++) {
                int index = (int) indices.get(i);
                if (x != null) {
                    filler.fill(
                            index, random == null ? null : random.stream(i), numbers, i * bytes);
                }
                if (y != null) {
                    y.set(i, examples.label(index));
                }
            }
            if (x != null && x.dtype() != DType.F32) {
                for (int i = 0; i < numbers.length; i++) {
                    x.set(i, numbers[i]);
                }
            }
        }
    }
}
