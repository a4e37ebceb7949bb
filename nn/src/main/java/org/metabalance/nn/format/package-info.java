/**
 * Model files. {@link org.metabalance.nn.format.Safetensors} reads and writes the safetensors format,
 * which holds numbers and names and nothing that could run, and which the Python library of that name
 * reads and writes too. {@link org.metabalance.nn.format.TorchWeights} puts weights of PyTorch in the order
 * they have here, and back.
 *
 * <p>Limits: F32 and F64 are written; F16 and BF16 are read as F32, I64 up to 2^53 as F64; other integer
 * types are refused.
 */
package org.metabalance.nn.format;
