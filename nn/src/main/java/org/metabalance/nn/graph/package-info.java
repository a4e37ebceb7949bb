/**
 * Networks on the nodes of a graph: the normalised adjacency, the graph convolution, and a network made of
 * it.
 *
 * <p>{@link org.metabalance.nn.graph.NormalisedAdjacency} is made of the edges, {@link
 * org.metabalance.nn.graph.GraphConvolution} takes it beside features [nodes, width], {@link
 * org.metabalance.nn.graph.Gcn} is a model of several.
 *
 * <p>Limits: the graph is the same in every batch, of which the nodes' numbers are all that changes.
 */
package org.metabalance.nn.graph;
