/**
 * Why a row is flagged: what each column adds to its logit, by integrated gradients. Of models of tables with two
 * classes. A contribution is the model's, in the presence of all other columns; it is no cause in the world.
 */
package org.metabalance.app.explain;
