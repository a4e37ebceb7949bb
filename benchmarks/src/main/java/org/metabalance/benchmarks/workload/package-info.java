/** What is measured, stated once: the JMH benchmarks and the side-by-side runs use the same programs. */
package org.metabalance.benchmarks.workload;
