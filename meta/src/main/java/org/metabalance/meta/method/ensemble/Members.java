package org.metabalance.meta.method.ensemble;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.engine.NdArray;
import org.metabalance.meta.data.Examples;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Problem;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.TrainedNetwork;
import org.metabalance.meta.method.TrainedWith;
import org.metabalance.nn.model.ModelEnsemble;

/** The members of an ensemble that are trained so far. */
final class Members {
    private final Problem problem;
    private final int most;
    private final List<TrainedNetwork> trained = new ArrayList<>();
    private final double[][] sum;
    private long updates;

    Members(Problem problem, int most) {
        this.problem = problem;
        this.most = most;
        sum = new double[problem.validation().size()][problem.train().classes()];
    }

    /** Returns the problem of the next member: its share of the budget, and of the progress. */
    Problem share(Examples rows, long seed) {
        Budget.Plan plan = problem.plan().share(trained.size(), most);
        return new Problem(
                rows, problem.validation(), problem.models(),
                problem.budget().with(new Budget.Planned(plan)), seed,
                new Problem.Forwarding(problem.progress().begin(
                        "member " + (trained.size() + 1), (double) trained.size() / most,
                        (trained.size() + 1.0) / most)) {
                    @Override
                    public void judged(long made, double[][] probabilities) {
                        super.judged(updates + made, meanWith(probabilities));
                    }
                });
    }

    /** Returns the mean probabilities of the members and of one that is not trained yet. */
    private double[][] meanWith(double[][] probabilities) {
        double[][] mean = new double[sum.length][];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = sum[i].clone();
            for (int c = 0; c < mean[i].length; c++) {
                mean[i][c] = (mean[i][c] + probabilities[i][c]) / (trained.size() + 1);
            }
        }
        return mean;
    }

    void add(String method, Trained member) {
        TrainedNetwork network = network(method, member);
        double[][] probabilities = network.probabilities(problem.validation());
        for (int i = 0; i < sum.length; i++) {
            for (int c = 0; c < sum[i].length; c++) {
                sum[i][c] += probabilities[i][c];
            }
        }
        updates += member.updates();
        trained.add(network);
    }

    private static TrainedNetwork network(String method, Trained member) {
        return switch (member) {
            case TrainedNetwork it -> it;
            case TrainedWith it -> network(method, it.network());
            default -> throw new IllegalArgumentException(
                    method + ": members must be networks, got "
                            + member.getClass().getSimpleName());
        };
    }

    TrainedNetwork ensemble() {
        Map<String, NdArray> values = new LinkedHashMap<>();
        for (int i = 0; i < trained.size(); i++) {
            String start = ModelEnsemble.name(i) + ".";
            trained.get(i).network().values()
                    .forEach((name, value) -> values.put(start + name, value));
        }
        return TrainedNetwork.of(
                new ModelEnsemble(trained.stream().map(it -> it.network().model()).toList()),
                problem.train().shape(), values, trained.getFirst().hypergradient(), updates);
    }
}
