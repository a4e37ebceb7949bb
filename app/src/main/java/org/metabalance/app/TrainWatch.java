package org.metabalance.app;

import org.metabalance.app.console.Texts;
import org.metabalance.app.report.ProgressLine;
import org.metabalance.meta.protocol.Course;
import org.metabalance.meta.protocol.TimeLimit;

/** Writes a training's course down, shows how far it is, and ends it when its time has passed. */
final class TrainWatch extends Course.Recorder {
    private final ProgressLine progress;
    private final TimeLimit.Deadline deadline;
    private final int batch;
    private final long start = System.nanoTime();

    /**
     * Begins to watch.
     *
     * @param batch images an update sees, for their number a second; 0 if it is not told
     */
    TrainWatch(ProgressLine progress, TimeLimit.Deadline deadline, int batch) {
        this.progress = progress;
        this.deadline = deadline;
        this.batch = batch;
    }

    @Override
    public void at(double done) {
        progress.advance(done);
    }

    @Override
    public boolean over() {
        return deadline.over();
    }

    @Override
    public void judged(long updates, double[][] scores) {
        if (batch > 0) {
            progress.state(Texts.format(
                    "%,.0f images/s", updates * batch * 1e9 / (System.nanoTime() - start)));
        }
    }
}
