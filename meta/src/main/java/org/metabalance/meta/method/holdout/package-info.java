/** Rows that are held out to judge learned points, and the losses that judge them. */
package org.metabalance.meta.method.holdout;
