/**
 * What {@code metabalance explain} shows by itself, each written as a user would write it: small numbers, names
 * and scopes, and the library's own layers, losses, optimizers and hypergradients.
 */
package org.metabalance.app.explorer.preset;
