package org.metabalance.examples;

import static java.util.Locale.ROOT;

import java.util.List;
import org.metabalance.engine.Rng;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.data.table.Column;
import org.metabalance.meta.data.table.Table;
import org.metabalance.meta.data.table.Target;
import org.metabalance.meta.method.Budget;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.ModelFor;
import org.metabalance.meta.protocol.Comparison;
import org.metabalance.meta.protocol.Experiment;
import org.metabalance.meta.protocol.Splits;
import org.metabalance.meta.protocol.Summary;
import org.metabalance.meta.protocol.Verdict;
import org.metabalance.meta.protocol.Watch;

/** What {@code metabalance compare} does, from code: a table of one's own, methods by name, and a summary. */
final class CompareFromCode {
    private CompareFromCode() {}

    static void main() {
        int rows = 800;
        double[] amount = new double[rows];
        String[] country = new String[rows];
        String[] fraud = new String[rows];
        for (int i = 0; i < rows; i++) {
            boolean yes = Rng.of(1).uniform(i) < .08;
            amount[i] = Math.exp(Rng.of(2).normal(i) + (yes ? 1.2 : 0));
            country[i] = List.of("DE", "FR", "IT").get(Rng.of(3).below(i, yes ? 2 : 3));
            fraud[i] = yes ? "yes" : "no";
        }
        Table table = Table.of(
                new Column.Numeric("amount", amount), new Column.Categorical("country", country),
                new Column.Categorical("fraud", fraud));
        Target target = Target.binary(table, "fraud", "yes");

        List<Method> methods = List.of(
                Methods.find("plain").orElseThrow(), Methods.find("oversampling").orElseThrow(),
                Methods.find("metabalance").orElseThrow());
        Comparison comparison = new Comparison(
                Splits.of(table, target), methods, 2, ModelFor.DEFAULT, new Budget(20, 64, 3e-3),
                2);
        Summary summary = Summary.of(Experiment.run(comparison, Watch.NONE));
        summary.rows().forEach(row -> System.out.printf(ROOT, "%s: average precision %.2f%n",
                row.method(), row.metrics().get("averagePrecision").mean()));
        Verdict verdict = summary.verdicts().getFirst();
        verdict.others().forEach(other -> System.out.printf(ROOT,
                "%s against %s: %+.2f, p = %.1f, %s%n", other.method(), verdict.baseline(),
                other.difference().difference(), other.pValue(),
                other.better() ? "better beyond noise" : "not better beyond noise"));
    }
}
