package org.metabalance.studies.tabular;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.app.boost.BoostedTrees;
import org.metabalance.meta.statistics.Estimate;
import org.metabalance.meta.statistics.Ranking;
import org.metabalance.studies.data.StudyTable;
import org.metabalance.studies.runner.Results;

/**
 * The results of study {@code tabular} by table and method.
 *
 * @param all the results
 * @param tables those on which every method has a result
 * @param methods all of them
 * @param networks the methods that are ranked: all but the reference
 */
record TabularResults(
        Results all, List<StudyTable> tables, List<String> methods, List<String> networks) {
    /** Arranges results; tables on which a method has no value of {@code metric} are left out. */
    static TabularResults of(List<StudyTable> tables, Results all, String metric) {
        List<String> methods = all.settings(Tabular.METHOD).stream().map(Object::toString)
                .toList();
        TabularResults arranged = new TabularResults(
                all, tables, methods,
                methods.stream().filter(method -> !method.equals(BoostedTrees.NAME)).toList());
        return new TabularResults(
                all,
                tables.stream().filter(
                        table -> methods.stream().noneMatch(
                                method -> Double.isNaN(arranged.mean(table, method, metric))))
                        .toList(),
                methods, arranged.networks);
    }

    Results of(StudyTable table, String method) {
        return all.where(Tabular.TABLE, table.name()).where(Tabular.METHOD, method);
    }

    Estimate estimate(StudyTable table, String method, String metric) {
        return of(table, method).estimate(metric);
    }

    double mean(StudyTable table, String method, String metric) {
        return estimate(table, method, metric).mean();
    }

    /** The mean over the tables. */
    double mean(String method, String metric) {
        return tables.stream().mapToDouble(table -> mean(table, method, metric)).average()
                .orElse(Double.NaN);
    }

    /** Ranks the networks. */
    Ranking ranking(String metric) {
        double[][] values = new double[tables.size()][networks.size()];
        for (int t = 0; t < values.length; t++) {
            for (int m = 0; m < values[t].length; m++) {
                values[t][m] = mean(tables.get(t), networks.get(m), metric);
            }
        }
        return Ranking.of(networks, values);
    }

    /** Returns all methods, the best mean rank first and the reference last. */
    List<String> ordered(Ranking ranking) {
        List<String> ordered = new ArrayList<>(
                ranking.order().stream().map(ranking.methods()::get).toList());
        methods.stream().filter(method -> !ordered.contains(method)).forEach(ordered::add);
        return ordered;
    }
}
