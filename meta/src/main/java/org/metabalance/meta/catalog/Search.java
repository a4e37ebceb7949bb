package org.metabalance.meta.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.metric.Merit;

/**
 * A method with its settings found by random search with successive halving: see {@link SearchSpace} for what is
 * tried and {@link Rungs} for how long. Trials are judged by {@link Merit} on validation rows; test rows are not
 * there. All methods with as many trials have the same budget. What is tried is the same for every seed, so that it
 * can be said what was chosen most often; trial 0 is the method as it is.
 *
 * <p>Every rung trains anew: the phases of a method are shares of its budget, so that a training with a third of the
 * budget is not the first third of one with all. When no time is left, the best trial of the rung that was reached is
 * kept.
 *
 * @param method as it is
 * @param space of its settings
 * @param trials how many
 * @param log keeps what came of them
 */
public record Search(Method method, SearchSpace space, int trials, TrialLog log)
        implements Method {
    @Override
    public About about() {
        return method.about();
    }

    /** Returns what tells this search from others; the log does not count. */
    @Override
    public String toString() {
        return "Search[%s, %s, %d trials]".formatted(method, space, trials);
    }

    private record Judged(Trial trial, TrialLog.Outcome outcome, Trained trained) {}

    /**
     * {@inheritDoc} The updates of all trials are counted.
     *
     * @throws IllegalStateException if all trials of a rung diverged, or it was interrupted before one ended
     */
    @Override
    public TunedModel fit(Problem problem) {
        Rungs rungs = Rungs.of(trials, problem.budget().length());
        List<Trial> left = IntStream.range(0, trials).mapToObj(i -> space.trial(method, i))
                .toList();
        Progress progress = new Progress(problem, rungs.budgets());
        List<Tuned.Attempt> attempts = new ArrayList<>();
        long updates = 0;
        List<Judged> judged = List.of();
        for (int rung = 0; rung < rungs.rungs().size(); rung++) {
            Rungs.Rung own = rungs.rungs().get(rung);
            List<Judged> ended = rung(problem, left, rung, own.share(), progress);
            updates += ended.stream().mapToLong(one -> one.outcome().updates()).sum();
            ended.forEach(one -> attempts.add(new Tuned.Attempt(
                    text(one.trial(), own.share()), one.trial().rate(), one.outcome().merit())));
            judged = ended.stream().filter(one -> !diverged(one))
                    .sorted(Comparator.comparing((Judged one) -> one.outcome().merit())
                            .reversed())
                    .toList();
            if (judged.isEmpty()) {
                throw new IllegalStateException(
                        "%s: all %d trials diverged; a smaller learning rate may help"
                                .formatted(name(), ended.size()));
            }
            if (problem.over()) {
                break;
            }
            if (rung + 1 < rungs.rungs().size()) {
                left = judged.stream().limit(rungs.rungs().get(rung + 1).trials())
                        .map(Judged::trial).toList();
            }
        }
        Judged best = judged.getFirst();
        Trained trained = best.trained() == null ? again(best, problem) : best.trained();
        problem.progress().chose(text(
                best.trial(), best.trained() == null ? 1 : best.outcome().share()));
        return new TunedModel(
                trained,
                new Tuned.Attempt(
                        best.trial().setting(), best.trial().rate(), best.outcome().merit()),
                updates, List.copyOf(attempts));
    }

    /** Trains what an earlier run, which was stopped, had found best. */
    private static Trained again(Judged best, Problem problem) {
        Trial trial = best.trial();
        return trial.method().fit(trial.on(problem)
                .watchedBy(problem.progress().begin(text(trial, 1), 0, 1)));
    }

    private static boolean diverged(Judged one) {
        return one.outcome().merit().equals(Merit.NONE);
    }

    private static String text(Trial trial, double share) {
        return share == 1
                ? trial.setting()
                : "%s (1/%d of the budget)".formatted(trial.setting(), Math.round(1 / share));
    }

    private List<Judged> rung(
            Problem problem, List<Trial> left, int rung, double share, Progress progress) {
        List<Judged> ended = new ArrayList<>();
        Judged best = null;
        for (Trial trial : left) {
            TrialLog.Place place = new TrialLog.Place(
                    name(), problem.seed(), rung, trial.number());
            Optional<TrialLog.Outcome> known = log.known(place);
            Judged one = known.isPresent()
                    ? new Judged(trial, known.get(), null)
                    : judge(trial, problem, share, progress);
            progress.done += share;
            if (known.isEmpty() && !problem.over()) {
                log.ended(place, trial, one.outcome());
            }
            boolean better = best == null
                    || one.outcome().merit().betterThan(best.outcome().merit());
            // one model is held, and not those of all trials
            if (better) {
                best = one;
            }
            ended.add(one);
            Judged kept = best;
            ended.replaceAll(each -> each == kept
                    ? each
                    : new Judged(each.trial(), each.outcome(), null));
            if (problem.over() && !ended.stream().allMatch(Search::diverged)) {
                break;
            }
        }
        return ended;
    }

    private Judged judge(Trial trial, Problem problem, double share, Progress progress) {
        Problem own = trial.on(problem);
        own = own.with(own.budget().with(own.budget().length().times(share)))
                .watchedBy(progress.of(text(trial, share), share));
        try {
            Trained trained = trial.method().fit(own);
            Merit merit = Merit.of(
                    trained.probabilities(problem.validation()), problem.validation().labels());
            return new Judged(
                    trial, new TrialLog.Outcome(share, merit, trained.updates()), trained);
        } catch (IllegalStateException _) {
            return new Judged(trial, new TrialLog.Outcome(share, Merit.NONE, 0), null);
        }
    }

    /** How far all trials are together. */
    private static final class Progress {
        private final Problem problem;
        private final double all;
        private double done;

        Progress(Problem problem, double all) {
            this.problem = problem;
            this.all = all;
        }

        Problem.Progress of(String training, double share) {
            double before = done;
            return problem.progress().begin(training, before / all, (before + share) / all);
        }
    }
}
