/**
 * The protocol of a comparison: for each seed a stratified split, everything fitted on the training
 * part alone, the threshold tuned on the validation part, the test part looked at once.
 *
 * <p>A {@link org.metabalance.meta.protocol.Comparison} says what to compare, {@link
 * org.metabalance.meta.protocol.Experiment} runs it, a {@link org.metabalance.meta.protocol.Run} is one method on
 * one split.
 */
package org.metabalance.meta.protocol;
