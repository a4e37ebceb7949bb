/**
 * JMH benchmarks: every hot loop, each provider beside the others, and whole training steps.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar -l} lists them; each class says at its end how
 * to run it. Add {@code -rf json -rff FILE} for a file of results and {@code -prof gc} for the bytes
 * allocated in an operation, which should be none.
 */
package org.metabalance.benchmarks;
