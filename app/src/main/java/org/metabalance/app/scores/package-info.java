/**
 * What is kept of a run for its report: the probability of every validation and test row, the course of the
 * training, which columns counted, which rows were missed. A file each in the folder {@code scores} beside
 * {@code results.json}, in the safetensors format.
 */
package org.metabalance.app.scores;
