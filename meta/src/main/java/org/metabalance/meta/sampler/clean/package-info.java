/**
 * Samplers that leave out or merge rows by where they lie among rows of other classes.
 *
 * <p>Limits: for tables alone, as neighbours are looked for; a row has its class or goes, no label is changed.
 */
package org.metabalance.meta.sampler.clean;
