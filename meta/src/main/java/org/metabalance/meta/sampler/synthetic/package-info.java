/** Samplers that make new rows between rows of the smaller classes: SMOTE and its kin. */
package org.metabalance.meta.sampler.synthetic;
