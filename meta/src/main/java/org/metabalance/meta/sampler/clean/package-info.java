/** Samplers that leave out or merge rows by where they lie among rows of other classes. */
package org.metabalance.meta.sampler.clean;
