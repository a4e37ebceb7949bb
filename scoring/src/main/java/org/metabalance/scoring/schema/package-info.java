/**
 * What every column of a table is read as ({@link org.metabalance.scoring.schema.Schema}), as a file, and
 * how a text becomes a number, a date, a time or a category by it ({@link
 * org.metabalance.scoring.schema.ColumnTexts}): each text alone, so that a prediction depends on its row
 * and on nothing else. How a schema is decided from a file's values is not here.
 */
package org.metabalance.scoring.schema;
