package org.metabalance.meta.sampler.clean;

/** When the neighbours of a row agree with its class. */
public enum Agreement {
    /** All are of its class. */
    ALL {
        @Override
        boolean holds(int label, int[] votes) {
            int sum = 0;
            for (int count : votes) {
                sum += count;
            }
            return votes[label] == sum;
        }
    },
    /** The most frequent class among them is its; of equally frequent ones the lowest counts. */
    MODE {
        @Override
        boolean holds(int label, int[] votes) {
            int mode = 0;
            for (int c = 1; c < votes.length; c++) {
                mode = votes[c] > votes[mode] ? c : mode;
            }
            return mode == label;
        }
    };

    /**
     * Returns whether neighbours agree.
     *
     * @param label the class of the row
     * @param votes the number of its neighbours in each class
     */
    abstract boolean holds(int label, int[] votes);
}
