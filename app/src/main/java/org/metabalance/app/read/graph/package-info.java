/** Graphs out of files of nodes and edges. */
package org.metabalance.app.read.graph;
