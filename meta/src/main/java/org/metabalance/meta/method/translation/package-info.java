/**
 * Examples of smaller classes made out of examples of larger ones by a gradient in the input: {@link
 * org.metabalance.meta.method.translation.MajorToMinor}, Kim et al., CVPR 2020. What became of the translations is
 * told with the model, {@link org.metabalance.meta.method.translation.TranslatedNetwork}.
 *
 * <p>Limits: tables and images; of a table's features those that are categories, or say that a value is missing,
 * stay those of the larger class's row.
 */
package org.metabalance.meta.method.translation;
