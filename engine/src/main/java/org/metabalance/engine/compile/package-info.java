/**
 * From a tape to a plan: {@link org.metabalance.engine.compile.rewrite.Simplify} writes the live part of the
 * tape again, shorter, and {@code Distribution} multiplies products out
 * where that is cheaper; lowering turns tensors into instructions, elementwise operations joined into
 * chains; a memory plan places results. {@link org.metabalance.engine.compile.Plan} is the outcome, as
 * data that can be printed and run.
 */
package org.metabalance.engine.compile;

import org.metabalance.engine.compile.rewrite.Distribution;
