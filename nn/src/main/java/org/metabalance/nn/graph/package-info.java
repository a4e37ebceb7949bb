/**
 * Networks on the nodes of a graph: the normalised adjacency, the graph convolution, and a classifier of
 * nodes made of it.
 */
package org.metabalance.nn.graph;
