package org.metabalance.scoring.folder;

import org.metabalance.engine.Shape;
import org.metabalance.meta.data.image.ChannelScale;
import org.metabalance.meta.data.table.Encoder;

/** How what the user has becomes what a network reads. */
public sealed interface ModelInput {
    /** Returns whether a network that reads examples of {@code shape} reads this. */
    boolean fits(Shape shape);

    /**
     * The columns of a table.
     *
     * @param encoder from columns to numbers
     */
    record Columns(Encoder encoder) implements ModelInput {
        @Override
        public boolean fits(Shape shape) {
            return shape.size() == encoder.width();
        }
    }

    /**
     * Images of one size.
     *
     * @param shape {@code [height, width, channels]}
     * @param scale from bytes to numbers
     */
    record Images(Shape shape, ChannelScale scale) implements ModelInput {
        /** Checks that the parts fit. */
        public Images {
            if (shape.dim(2) != scale.channels()) {
                throw new IllegalArgumentException(
                        "images of %d channels have a scale of %d"
                                .formatted(shape.dim(2), scale.channels()));
            }
        }

        @Override
        public boolean fits(Shape of) {
            return of.equals(shape);
        }
    }
}
