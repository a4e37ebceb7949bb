/**
 * Reads the user's files: {@link org.metabalance.app.read.TableReader} turns CSV and Parquet into tables by
 * a {@link org.metabalance.scoring.schema.Schema}; what cannot be read ends in one line that names the place.
 * The parsers deliver texts and decide nothing; memory is bounded whatever a file holds.
 */
package org.metabalance.app.read;
