/**
 * Graphs: nodes with features and labels, joined by edges. {@link org.metabalance.meta.data.graph.Graph} is
 * made of anything, {@link org.metabalance.meta.data.graph.TableGraphs} makes one of a table, and {@link
 * org.metabalance.meta.data.graph.GraphExamples} are some nodes of one, a kind of {@link
 * org.metabalance.meta.data.Examples}.
 *
 * <p>Learning is transductive: training, validation and test part are different nodes of one graph, the whole
 * of which every batch sees; only labels are hidden. So masks are nothing but examples, and methods that know
 * nothing of graphs learn from them.
 *
 * <p>Limits: edges are undirected and have no weights; a graph lies on the heap as a whole.
 */
package org.metabalance.meta.data.graph;
