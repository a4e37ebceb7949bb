/**
 * Neural networks on tapes. This room holds what the others are made of: {@link
 * org.metabalance.nn.Parameters} and {@link org.metabalance.nn.VariableTree}, the contract of a {@link
 * org.metabalance.nn.Layer}, first values. Layers, losses, optimizers and model files have rooms of
 * their own.
 *
 * <p>Everything here is a pure function that records primitives of the engine. A layer takes its
 * parameters as an argument, and an optimizer gives new ones: so weights after an inner update are
 * tensors like any other, and whatever is computed from them has derivatives with respect to
 * everything that went in. What lives on between runs is held by a variable tree.
 *
 * <p>A training step is recorded once, compiled, and replayed for each batch:
 *
 * {@snippet :
 * Mlp net = Mlp.of(Activation.relu(), 29, 16, 24, 20, 24, 1).withDropout(2, 0.5);
 * VariableTree weights = VariableTree.init(net.parameters(), DType.F32, Rng.of(1));
 *
 * Tape tape = Tape.f32();
 * Tensor x = tape.input("x", 64, 29);
 * Tensor y = tape.input("y", 64);
 * Tensor logits = net.apply(weights.on(tape), Parameters.empty(), x, Mode.TRAIN).output().squeeze(1);
 * Tensor loss = Losses.bceWithLogits(logits, y, LossOptions.NONE);
 * Descent.of(Adam.of(1e-3), weights).minimize(loss);
 * Program step = tape.compile(loss);
 * }
 *
 * <p>Limits: layers and optimizers are compared with PyTorch, by files; nothing is read from PyTorch
 * itself but safetensors files.
 */
package org.metabalance.nn;
