package org.metabalance.engine.kernel.conv;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.metabalance.engine.kernel.lanes.FloatLanes;

/**
 * The loops of {@link FloatPooling} over one window: so many rows and taps that lie so far apart, whose
 * numbers begin with {@code number}. Channels are as many as there are lanes at least; the last vector
 * overlaps the one before.
 */
final class FloatPoolLoops {

    private static final VectorSpecies<Float> SPECIES = FloatLanes.SPECIES;
    private static final int LANES = FloatLanes.LANES;

    private FloatPoolLoops() {}

    static void places(
            float[] x, int xAt, int rows, int rowStep, int taps, int tapStep, int number,
            int rowNumber, int tapNumber, float[] z, int zAt, int channels) {
        for (int c = 0; c < channels; c = next(c, channels)) {
            FloatVector largest = FloatVector.fromArray(SPECIES, x, xAt + c);
            FloatVector places = FloatVector.broadcast(SPECIES, (float) number);
            for (int t = 0; t < rows; t++) {
                int at = xAt + t * rowStep + c;
                int here = number + t * rowNumber;
                for (int u = 0; u < taps; u++) {
                    FloatVector value = FloatVector.fromArray(SPECIES, x, at);
                    VectorMask<Float> larger = value.compare(VectorOperators.GT, largest)
                            .or(value.compare(VectorOperators.NE, value));
                    largest = largest.blend(value, larger);
                    places = places.blend(FloatVector.broadcast(SPECIES, (float) here), larger);
                    at += tapStep;
                    here += tapNumber;
                }
            }
            places.intoArray(z, zAt + c);
        }
    }

    static void picked(
            float[] x, int xAt, int rows, int rowStep, int taps, int tapStep, int number,
            int rowNumber, int tapNumber, float[] places, int placesAt, float[] z, int zAt,
            int channels) {
        for (int c = 0; c < channels; c = next(c, channels)) {
            FloatVector place = FloatVector.fromArray(SPECIES, places, placesAt + c);
            FloatVector picked = FloatVector.zero(SPECIES);
            for (int t = 0; t < rows; t++) {
                int at = xAt + t * rowStep + c;
                int here = number + t * rowNumber;
                for (int u = 0; u < taps; u++) {
                    picked = picked.blend(FloatVector.fromArray(SPECIES, x, at),
                            place.compare(VectorOperators.EQ, (float) here));
                    at += tapStep;
                    here += tapNumber;
                }
            }
            picked.intoArray(z, zAt + c);
        }
    }

    static void put(
            float[] g, int gAt, float[] places, int placesAt, int rows, int rowStep, int taps,
            int tapStep, int number, int rowNumber, int tapNumber, float[] z, int zAt,
            int channels) {
        for (int c = 0; c < channels; c = next(c, channels)) {
            FloatVector sum = FloatVector.zero(SPECIES);
            FloatVector zero = FloatVector.zero(SPECIES);
            for (int t = 0; t < rows; t++) {
                int at = t * rowStep + c;
                int here = number + t * rowNumber;
                for (int u = 0; u < taps; u++) {
                    VectorMask<Float> match = FloatVector.fromArray(SPECIES, places, placesAt + at)
                            .compare(VectorOperators.EQ, (float) here);
                    sum = sum.add(zero.blend(FloatVector.fromArray(SPECIES, g, gAt + at), match));
                    at += tapStep;
                    here += tapNumber;
                }
            }
            sum.intoArray(z, zAt + c);
        }
    }

    /** The first channel of the next vector: the last whole one where channels do not fill it. */
    private static int next(int c, int channels) {
        return c + LANES >= channels ? channels : Math.min(c + LANES, channels - LANES);
    }
}
