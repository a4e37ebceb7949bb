/**
 * Study {@code samplers}: MetaBalance with every pair of views of the training rows, for its inner and its
 * outer loss.
 */
package org.metabalance.studies.samplers;
