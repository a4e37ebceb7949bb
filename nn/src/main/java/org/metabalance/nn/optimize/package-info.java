/**
 * Update rules that can be differentiated through. An {@link
 * org.metabalance.nn.optimize.Optimizer} is a pure function on tensors, {@link
 * org.metabalance.nn.optimize.Descent} applies one to weights that live on between runs, {@link
 * org.metabalance.nn.optimize.Schedule} makes a hyper-parameter depend on the step, {@link
 * org.metabalance.nn.optimize.Clipping} bounds gradients.
 *
 * <p>Limits: one optimizer treats all parameters alike (apply two to two subtrees for parameter
 * groups); the state of an optimizer starts from constants.
 */
package org.metabalance.nn.optimize;
