/**
 * What every column of a user's file is read as, decided once from all of its values: a {@link
 * org.metabalance.scoring.schema.Schema}. The decision is made on texts, by rules that stand in {@link
 * org.metabalance.app.schema.Decision}, and never on what an engine that reads files believes; it is kept
 * with results and models and applied as it stands to new rows.
 */
package org.metabalance.app.schema;
