package org.metabalance.app.boost;

import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import ml.dmlc.xgboost4j.java.DMatrix;

/** Whether XGBoost can run here. Apart from what uses it, so that it can be asked where it is absent. */
public final class XGBoostLibrary {
    /** Its loader logs advice of several lines; held, as loggers are collected. */
    private static final Logger LOADER = Logger.getLogger("ml.dmlc.xgboost4j.java");

    private XGBoostLibrary() {}

    /**
     * Returns why XGBoost cannot run here, in one line; empty if it can. It needs its jar, a native library
     * for the system and the OpenMP runtime ({@code libgomp} on Linux), which not every machine has.
     */
    public static Optional<String> unavailable() {
        Level level = LOADER.getLevel();
        LOADER.setLevel(Level.OFF);
        try {
            Probe.run();
            return Optional.empty();
        } catch (Exception | LinkageError e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
            return Optional.of(
                    cause instanceof ClassNotFoundException ? "its jar is absent" : reason);
        } finally {
            LOADER.setLevel(level);
        }
    }

    private static final class Probe {
        static void run() throws Exception {
            new DMatrix(new float[] {0}, 1, 1, Float.NaN).dispose();
        }
    }
}
