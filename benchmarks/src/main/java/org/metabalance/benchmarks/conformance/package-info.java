/**
 * Our side of {@code benchmarks/conformance/run}: {@link
 * org.metabalance.benchmarks.conformance.ConformanceWorker} answers what PyTorch's samples, random programs and
 * bilevel problems come to here.
 */
package org.metabalance.benchmarks.conformance;
