/**
 * Methods for learning from imbalanced data, behind one small interface: {@link
 * org.metabalance.meta.method.Method}. All train the same network with the same optimizer for the
 * same number of updates; they differ in what the updates see.
 */
package org.metabalance.meta.method;

import org.metabalance.meta.catalog.Methods;
