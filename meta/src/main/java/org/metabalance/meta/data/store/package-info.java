/**
 * Rows of numbers and categories in a temporary file, for tables that are larger than memory. Knows nothing
 * of what they are rows of.
 */
package org.metabalance.meta.data.store;
