package org.metabalance.app.log;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.metric.Merit;
import org.metabalance.meta.protocol.Course;

/**
 * What a training tells, as scalars by epoch, from 0: {@code loss/inner} and {@code loss/outer}, means over the
 * epoch's updates ({@code loss/training} of a method of one level), {@code validation/average_precision} and
 * {@code validation/log_loss}, and {@code validation/kept}, the average precision of the epoch whose
 * weights are kept so far. Of several trainings, as of an ensemble's members, each has a folder of its name in that of
 * the whole.
 */
public final class TrainingLog implements AutoCloseable {
    private final Path folder;
    private final Map<String, Run> runs = new LinkedHashMap<>();

    /** The file of one training. */
    private static final class Run {
        private final EventFile events;
        private double kept = Double.NaN;

        Run(EventFile events) {
            this.events = events;
        }
    }

    /** The log of a training, in a folder of its own; there is no file until an epoch is told. */
    public TrainingLog(Path folder) {
        this.folder = folder;
    }

    /** Returns a listener that tells {@code other} as well, and writes each epoch as it ends. */
    public Problem.Progress along(Problem.Progress other) {
        Course.Recorder own = new Course.Recorder() {
            @Override
            protected void told(String training, int number, Course.Epoch epoch) {
                write(training, number, epoch);
            }
        };
        return new Problem.Forwarding(other) {
            @Override
            public void begins(String training) {
                own.begins(training);
                super.begins(training);
            }

            @Override
            public void losses(double inner, double outer) {
                own.losses(inner, outer);
                super.losses(inner, outer);
            }

            @Override
            public void ended(int number, Merit merit, boolean best) {
                own.ended(number, merit, best);
                super.ended(number, merit, best);
            }
        };
    }

    /** Writes what has ended. */
    public void write(Course course) {
        for (Course.Training training : course.trainings()) {
            for (int number = 0; number < training.epochs().size(); number++) {
                write(training.name(), number, training.epochs().get(number));
            }
        }
    }

    private void write(String training, int number, Course.Epoch told) {
        if (runs.isEmpty()) {
            EventFile.clear(folder);
        }
        Run run = runs.computeIfAbsent(
                training, name -> new Run(EventFile.in(name.isEmpty()
                        ? folder
                        : folder.resolve(name.replaceAll("[^A-Za-z0-9._-]+", "-")))));
        run.kept = told.best() ? told.averagePrecision() : run.kept;
        Map<String, Double> values = new LinkedHashMap<>();
        boolean oneLevel = Double.isNaN(told.inner());
        values.put("loss/inner", told.inner());
        values.put(oneLevel ? "loss/training" : "loss/outer", told.outer());
        values.put("validation/average_precision", told.averagePrecision());
        values.put("validation/log_loss", told.logLoss());
        values.put("validation/kept", run.kept);
        run.events.scalars(number, values);
    }

    /** Returns the folder; empty if nothing was told. */
    public Optional<Path> folder() {
        return runs.isEmpty() ? Optional.empty() : Optional.of(folder);
    }

    @Override
    public void close() {
        runs.values().forEach(run -> run.events.close());
    }
}
