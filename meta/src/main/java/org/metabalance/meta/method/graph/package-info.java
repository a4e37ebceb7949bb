/**
 * Methods that look at the edges of a graph. Methods that do not, such as plain training, class weights and
 * logit adjustment, learn from the nodes of a graph as they are, with a model of graphs ({@link
 * org.metabalance.meta.method.graph.GraphModels}).
 */
package org.metabalance.meta.method.graph;
