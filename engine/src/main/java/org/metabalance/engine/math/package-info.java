/**
 * Functions of tensors made of the operations there are, a family in a class: {@code Norms.norm(x, 1, 0)},
 * {@code Sorting.topK(x, 5, -1)}, {@code Einsum.einsum("ij,jk->ik", a, b)}. As in {@link
 * org.metabalance.engine.Tensor}, a negative axis counts from the end, a reduction without axes takes all of
 * them, and everything has derivatives of any order unless it says otherwise. What happens at ties, kinks and
 * zeros is what PyTorch does unless it says otherwise.
 */
package org.metabalance.engine.math;
