/**
 * What is fuzzed. A target is a class with {@code fuzzerTestOneInput(byte[])}, which Jazzer calls with
 * inputs it grows towards code not yet seen; what it throws is a finding. Every file under {@code
 * fuzz/corpus/NAME} is also run by the tests, once.
 *
 * <p>Limits: Parquet files belong to the embedded engine and are left out; training itself is not
 * instrumented, only what reads options and files.
 */
package org.metabalance.fuzz;
