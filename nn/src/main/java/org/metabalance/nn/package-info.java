/**
 * Neural networks on tapes: parameters, layers, losses, and optimizers that can be differentiated
 * through.
 *
 * <p>Everything here is a pure function that records primitives of the engine. A {@link
 * org.metabalance.nn.Layer} takes its {@link org.metabalance.nn.Parameters} as an argument, and an
 * {@link org.metabalance.nn.optimize.Optimizer} gives new ones: so weights after an inner update are tensors
 * like any other, and whatever is computed from them has derivatives with respect to everything that
 * went in. What lives on between runs is held by a {@link org.metabalance.nn.VariableTree}.
 *
 * <p>A training step is recorded once, compiled, and replayed for each batch:
 *
 * {@snippet :
 * Mlp net = Mlp.of(Activation.relu(), 29, 16, 24, 20, 24, 1).withDropout(2, 0.5);
 * Optimizer rule = Adam.of(Schedule.constant(1e-3));
 * VariableTree weights = VariableTree.init(net.parameters(), DType.F32, Rng.of(1));
 * VariableTree memory = VariableTree.init(rule.state(net.parameters()), DType.F32, Rng.of(0));
 *
 * Tape tape = Tape.f32();
 * Tensor x = tape.input("x", 64, 29);
 * Tensor y = tape.input("y", 64);
 * Parameters theta = weights.on(tape);
 * Tensor logits = net.apply(theta, Parameters.empty(), x, Mode.TRAIN).output().squeeze(1);
 * Tensor loss = Losses.bceWithLogits(logits, y, LossOptions.NONE);
 * Update update = rule.minimize(loss, theta, memory.on(tape));
 * weights.assign(tape, update.parameters());
 * memory.assign(tape, update.state());
 * Program step = tape.compile(loss);
 * }
 *
 * <p>Limits: GELU comes in its tanh form only; one optimizer treats all parameters alike (apply two
 * to two subtrees for parameter groups); there is no convolution yet.
 */
package org.metabalance.nn;
