/** Predicts the rows of a file, part by part. */
package org.metabalance.app.predict;
