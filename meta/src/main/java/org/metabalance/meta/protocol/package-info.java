/**
 * The protocol of a comparison: for each seed a stratified split, everything fitted on the training
 * part alone, the threshold tuned on the validation part, the test part looked at once.
 */
package org.metabalance.meta.protocol;
