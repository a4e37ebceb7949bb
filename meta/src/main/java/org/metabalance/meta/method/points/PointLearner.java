package org.metabalance.meta.method.points;

/** Updates of a network and of its augmented points, one batch at a time. */
interface PointLearner {
    /** Makes one update of everything that is learned. */
    void update(int epoch);

    /** Returns the training loss of the last update's batch. */
    double trainingLoss();

    /** Returns the loss that judged the points in the last update; NaN if they are not judged. */
    double holdOutLoss();
}
