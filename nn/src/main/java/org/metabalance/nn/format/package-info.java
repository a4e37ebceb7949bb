/**
 * Model files. {@link org.metabalance.nn.format.Safetensors} reads and writes the safetensors format,
 * which holds numbers and names and nothing that could run, and which the Python library of that name
 * reads and writes too.
 *
 * <p>Limits: F32 and F64 are written; F16 and BF16 are read as F32; integer types are refused.
 */
package org.metabalance.nn.format;
