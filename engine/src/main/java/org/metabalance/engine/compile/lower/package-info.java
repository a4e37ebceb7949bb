/**
 * Tensors into instructions. {@link org.metabalance.engine.compile.lower.Lowering} turns movement into
 * strided {@linkplain org.metabalance.engine.compile.lower.View views} where it can, joins elementwise
 * operations of one size into chains, and makes every other operation an {@linkplain
 * org.metabalance.engine.compile.lower.Instruction instruction} that reads and writes {@linkplain
 * org.metabalance.engine.compile.lower.Buffer buffers}.
 *
 * <p>It decides greedily, in one pass over the tape; what a decision costs is not weighed.
 */
package org.metabalance.engine.compile.lower;
