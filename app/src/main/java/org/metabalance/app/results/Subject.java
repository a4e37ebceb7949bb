package org.metabalance.app.results;

import java.util.List;
import org.metabalance.app.divide.SplitColumn;
import org.metabalance.meta.data.image.ImageSet;
import org.metabalance.meta.data.table.Target;
import org.metabalance.meta.metric.ClassGroups;
import org.metabalance.meta.protocol.Division;
import org.metabalance.meta.protocol.Yardstick;
import org.metabalance.scoring.schema.Schema;

/** What methods learn from, as results tell of it. */
public sealed interface Subject {
    /** Returns the names of the classes. */
    List<String> classes();

    /** Returns how many examples of each class there are. */
    int[] counts();

    /** Returns what methods are measured by. */
    Yardstick yardstick();

    /** Returns examples tested on over examples trained on, by which tests over splits are corrected. */
    double testOverTrain(Division division);

    /** Returns whether all runs have the same parts. */
    default boolean oneSplit(Division division) {
        return division.same();
    }

    /** Returns the number of examples. */
    default int size() {
        int size = 0;
        for (int count : counts()) {
            size += count;
        }
        return size;
    }

    /** Returns the share of a class. */
    default double prevalence(int label) {
        return counts()[label] / (double) size();
    }

    /**
     * A table.
     *
     * @param target the classes and their rows
     * @param schema what every column of the file is read as
     * @param rareClasses what is done with classes of few rows
     * @param splitColumn by which rows are divided
     */
    record OfTable(Target target, Schema schema, String rareClasses, SplitColumn splitColumn)
            implements Subject {
        @Override
        public List<String> classes() {
            return target.classes();
        }

        @Override
        public int[] counts() {
            return target.counts();
        }

        @Override
        public Yardstick yardstick() {
            return Yardstick.AVERAGE_PRECISION;
        }

        @Override
        public double testOverTrain(Division division) {
            return division.testOverTrain();
        }
    }

    /**
     * The nodes of a graph.
     *
     * @param classes their names
     * @param counts how many nodes of each class there are
     * @param edges where they are from
     * @param divided whether the nodes come divided into parts, the same with every seed
     */
    record OfNodes(List<String> classes, int[] counts, String edges, boolean divided)
            implements Subject {
        @Override
        public Yardstick yardstick() {
            return Yardstick.NODES;
        }

        /** {@inheritDoc} Runs on one division share all rows, and are independent given it. */
        @Override
        public double testOverTrain(Division division) {
            return divided ? 0 : division.testOverTrain();
        }

        @Override
        public boolean oneSplit(Division division) {
            return divided;
        }
    }

    /**
     * Images.
     *
     * @param train what is divided by seeds; with no images to test on, these too come from it
     * @param test what is tested on in every split; null for none
     * @param groups of the classes by their images in {@code train}
     * @param choices how they were read and are learned from
     */
    record OfImages(ImageSet train, ImageSet test, ClassGroups groups, ImageChoices choices)
            implements Subject {
        /** The share of the images to train on that models are selected on, beside a test set. */
        public static final double VALIDATION = .2;

        @Override
        public List<String> classes() {
            return train.classes();
        }

        @Override
        public int[] counts() {
            return train.classCounts();
        }

        @Override
        public Yardstick yardstick() {
            return Yardstick.longTail(groups);
        }

        /** {@inheritDoc} With a test set of its own, what is not trained on stands for it. */
        @Override
        public double testOverTrain(Division division) {
            return test == null ? division.testOverTrain() : VALIDATION / (1 - VALIDATION);
        }

        /** Returns the largest class over the smallest. */
        public double imbalance() {
            int[] counts = counts();
            int most = 0;
            int least = Integer.MAX_VALUE;
            for (int count : counts) {
                most = Math.max(most, count);
                least = Math.min(least, count);
            }
            return (double) most / least;
        }
    }
}
