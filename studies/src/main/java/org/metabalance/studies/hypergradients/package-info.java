/**
 * Study {@code hypergradients}: time, memory and error of every hypergradient solver as the inner steps
 * grow, against exact gradients and against a closed form.
 *
 * <p>It measures time: one trial goes on at once, and what else runs on the machine is in the numbers.
 */
package org.metabalance.studies.hypergradients;
