/**
 * Tables in memory or on disk, from named columns to the numbers a network reads.
 *
 * <p>The way of a table through this room:
 *
 * <pre>{@code
 * Table table = Table.of(columns);                           // numbers and categories, some missing
 * Target target = Target.binary(table, "Class", "bad");      // what is predicted; unlabelled rows go
 * target.requireMinority();                                  // enough rows of every class
 * Split split = Split.stratified(target.labels(), target.classes(), 0.6, 0.2, 0.2, Rng.of(1));
 * Table features = target.features(table);
 * Encoder encoder = Encoder.fit(features.select(split.train()));   // the training part alone
 * EncodedTable train = encoder.encode(features, target, split.train());
 * EncodedTable validation = encoder.encode(features, target, split.validation());
 * }</pre>
 *
 * <p>Everything that is estimated (means, medians, categories) comes from the rows given to {@link
 * org.metabalance.meta.data.table.Encoder#fit}, so that nothing of the validation and test parts leaks
 * into training. Data that cannot be used ends in a {@link
 * org.metabalance.meta.data.DataException} that names the column, the row and what to do.
 *
 * <p>A table whose columns are on disk ({@link org.metabalance.meta.data.table.Table#onDisk}) goes the same way, with
 * {@link org.metabalance.meta.data.table.Encoder#examples} for {@code encode}: its examples are {@link
 * org.metabalance.meta.data.table.StoredRows}, which are encoded when a batch of them is filled.
 *
 * <p>Limits: there are no dates, texts or nested values:
 * what reads a file decides which columns are numbers and which are categories.
 */
package org.metabalance.meta.data.table;
