/**
 * Networks on the nodes of a graph: the normalised adjacency, the graph convolution, and a network made of
 * it.
 */
package org.metabalance.nn.graph;
