/**
 * Rows of numbers and categories in a temporary file, for tables that are larger than memory. Knows nothing
 * of what they are rows of.
 *
 * <p>{@link org.metabalance.meta.data.store.RowStoreWriter} writes a {@link
 * org.metabalance.meta.data.store.RowStore}.
 *
 * <p>Limits: what is written stays as it is, and is there as long as the process; numbers are 64-bit ones; the
 * different texts of categories lie in memory.
 */
package org.metabalance.meta.data.store;
