/**
 * Where results lie and who computes them. {@link org.metabalance.engine.compile.place.MemoryPlan} puts
 * intermediate results into one arena by lifetime; {@link org.metabalance.engine.compile.place.Lanes}
 * divides instructions among two threads, by estimates of what each costs.
 *
 * <p>Placement is best fit, not optimal, and there are two lanes at most. Neither changes what an
 * instruction computes, so the bits are the same with and without.
 */
package org.metabalance.engine.compile.place;
