/**
 * Models for other programs: the whole way from raw columns to a prediction as one ONNX graph. The network's part
 * is what its tape recorded, operation by operation. Operators are those of opset 17 of {@code ai.onnx} and 3 of
 * {@code ai.onnx.ml}. What text in a file is a number or a date is not part of it: a graph takes numbers.
 */
package org.metabalance.app.export;
