/**
 * The side-by-side run with PyTorch and JAX: {@link org.metabalance.benchmarks.peer.PeerRun} leads;
 * workers, one of ours and one for each peer, do the work in processes of their own, taking turns.
 */
package org.metabalance.benchmarks.peer;
