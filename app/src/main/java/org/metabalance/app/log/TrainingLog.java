package org.metabalance.app.log;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.metric.Merit;
import org.metabalance.meta.protocol.Course;

/**
 * What a training tells, as scalars by epoch, from 0: {@code loss/inner} and {@code loss/outer}, means over the
 * epoch's updates ({@code loss/training} of a method of one level), {@code validation/average_precision} and
 * {@code validation/log_loss}, and {@code validation/kept}, the average precision of the epoch whose
 * weights are kept so far.
 */
public final class TrainingLog implements AutoCloseable {
    private final Path folder;
    private EventFile events;
    private int epoch;
    private double kept = Double.NaN;

    /** The log of a training, in a folder of its own; there is no file until an epoch is told. */
    public TrainingLog(Path folder) {
        this.folder = folder;
    }

    /** Returns a listener that tells {@code other} as well, and writes each epoch as it ends. */
    public Problem.Progress along(Problem.Progress other) {
        return new Course.Recorder() {
            @Override
            public void at(double done) {
                other.at(done);
            }

            @Override
            public boolean over() {
                return other.over();
            }

            @Override
            public void judged(long updates, double[][] probabilities) {
                other.judged(updates, probabilities);
            }

            @Override
            public void losses(double inner, double outer) {
                super.losses(inner, outer);
                other.losses(inner, outer);
            }

            @Override
            public void saw(String view, Examples examples) {
                super.saw(view, examples);
                other.saw(view, examples);
            }

            @Override
            public void ended(int number, Merit merit, boolean best) {
                super.ended(number, merit, best);
                other.ended(number, merit, best);
                epoch(course().epochs().getLast());
            }
        };
    }

    /** Writes a training that has ended. */
    public void write(Course course) {
        course.epochs().forEach(this::epoch);
    }

    private void epoch(Course.Epoch told) {
        if (events == null) {
            events = EventFile.in(folder);
        }
        kept = told.best() ? told.averagePrecision() : kept;
        Map<String, Double> values = new LinkedHashMap<>();
        boolean oneLevel = Double.isNaN(told.inner());
        values.put("loss/inner", told.inner());
        values.put(oneLevel ? "loss/training" : "loss/outer", told.outer());
        values.put("validation/average_precision", told.averagePrecision());
        values.put("validation/log_loss", told.logLoss());
        values.put("validation/kept", kept);
        events.scalars(epoch++, values);
    }

    /** Returns the file; empty if nothing was told. */
    public Optional<Path> file() {
        return Optional.ofNullable(events).map(EventFile::path);
    }

    @Override
    public void close() {
        if (events != null) {
            events.close();
        }
    }
}
