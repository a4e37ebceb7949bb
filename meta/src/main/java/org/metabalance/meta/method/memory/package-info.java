/**
 * Numbers that are kept for every training example from update to update: learned weights, losses. {@link
 * org.metabalance.meta.method.memory.Memory} puts those of a batch where its program reads them.
 */
package org.metabalance.meta.method.memory;
