/**
 * Reads the user's files: {@link org.metabalance.app.read.TableReader} turns CSV and Parquet into
 * tables, with an embedded engine; what cannot be read ends in one line that names the place.
 */
package org.metabalance.app.read;
