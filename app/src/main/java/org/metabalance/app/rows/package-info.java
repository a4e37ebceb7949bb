/**
 * Where the rows of a table are kept while it is read and after: in memory, or in a temporary file where they are
 * larger than a share of the memory that a command may take.
 */
package org.metabalance.app.rows;
