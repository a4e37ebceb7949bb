package org.metabalance.app.report;

import java.util.Locale;

/** Names of metrics as sentences have them. */
public final class MetricWords {
    private MetricWords() {}

    /** Returns {@code AP}, {@code balanced accuracy}, {@code tail accuracy}. */
    public static String of(String metric) {
        return metric.equals("averagePrecision")
                ? "AP"
                : metric.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
