package org.metabalance.meta.fewshot.training;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tape;
import org.metabalance.meta.fewshot.Episode;
import org.metabalance.meta.fewshot.EpisodeScores;
import org.metabalance.meta.fewshot.Episodes;
import org.metabalance.meta.fewshot.Strategy;
import org.metabalance.meta.fewshot.learner.Learner;
import org.metabalance.nn.Forward;

/**
 * Tests a network on episodes, several at once. Weights are read where they are: they must not change meanwhile.
 * The result does not depend on the number of threads.
 *
 * @param network what is tested
 * @param source of the episodes
 * @param strategy what is done about imbalance
 * @param seed decides which support examples are repeated and how copies are augmented
 */
public record EpisodeTest(
        FewShotNetwork network, Episodes source, Strategy strategy, long seed) {
    /**
     * Predicts the queries of episodes 0 to {@code count} - 1.
     *
     * @param threads how many programs run at once, at least 1
     * @param done told after every episode how many are done; called from several threads
     * @throws IllegalStateException if a test fails or is interrupted
     */
    public EpisodeScores run(int count, int threads, LongConsumer done) {
        int workers = Math.clamp(count, 1, threads);
        double[][] recalls = new double[count][];
        int[][] sizes = new int[count][];
        AtomicLong next = new AtomicLong();
        AtomicLong ended = new AtomicLong();
        try (ExecutorService pool = Executors.newFixedThreadPool(workers)) {
            List<Future<?>> all = new ArrayList<>();
            for (int w = 0; w < workers; w++) {
                all.add(pool.submit(() -> {
                    One one = new One();
                    for (long i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                        Episode episode = source.episode(i);
                        recalls[(int) i] = one.recalls(episode);
                        sizes[(int) i] = episode.sizes();
                        done.accept(ended.incrementAndGet());
                    }
                }));
            }
            for (Future<?> worker : all) {
                worker.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException own) {
                throw own;
            }
            throw new IllegalStateException("few-shot: a test failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("few-shot: a test was interrupted", e);
        }
        return scores(recalls, sizes);
    }

    private static EpisodeScores scores(double[][] recalls, int[][] sizes) {
        double[] accuracies = new double[recalls.length];
        TreeMap<Integer, List<Double>> bySize = new TreeMap<>();
        for (int i = 0; i < recalls.length; i++) {
            for (int k = 0; k < recalls[i].length; k++) {
                accuracies[i] += recalls[i][k] / recalls[i].length;
                bySize.computeIfAbsent(sizes[i][k], _ -> new ArrayList<>()).add(recalls[i][k]);
            }
        }
        return new EpisodeScores(accuracies, bySize);
    }

    /** A program, for one thread. */
    private final class One {
        private final Program program;
        private final EpisodeInput.Filler filler;

        One() {
            Tape tape = Tape.f32().threads(1);
            EpisodeInput input = new EpisodeInput(tape, source, strategy, seed);
            Forward forward = network.learner().logits(
                    input.episode(), network.model(), network.weights().on(tape),
                    network.state().on(tape), Learner.Phase.TEST);
            program = tape.compile(forward.output());
            filler = input.in(program);
        }

        /** Returns the share of each class's queries that got their class; the first of equal logits counts. */
        double[] recalls(Episode episode) {
            filler.fill(episode);
            program.run();
            NdArray logits = program.output(0);
            int ways = episode.ways();
            double[] recalls = new double[ways];
            for (int q = 0; q < episode.query().length; q++) {
                int best = 0;
                for (int k = 0; k < ways; k++) {
                    double logit = logits.get(q * ways + k);
                    if (!Double.isFinite(logit)) {
                        throw new ArithmeticException(
                                "%s: a logit of episode %d is %s; a lower learning rate may help"
                                        .formatted(
                                                network.learner().about().name(),
                                                episode.number(), logit));
                    }
                    best = logit > logits.get(q * ways + best) ? k : best;
                }
                int label = episode.queryLabel(q);
                recalls[label] += best == label ? (double) ways / episode.query().length : 0;
            }
            return recalls;
        }
    }
}
