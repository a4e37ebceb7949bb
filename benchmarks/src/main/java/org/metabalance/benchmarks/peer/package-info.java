/**
 * The side-by-side run with PyTorch: {@link org.metabalance.benchmarks.peer.PeerRun} leads, one
 * worker of ours and one of PyTorch's do the work in processes of their own, taking turns.
 */
package org.metabalance.benchmarks.peer;
