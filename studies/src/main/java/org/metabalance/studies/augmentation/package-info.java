/**
 * Study {@code augmentation}: whether it is worth learning augmented points, against the same points not
 * learned, fresh noise, SMOTE, and an oracle with real rows.
 */
package org.metabalance.studies.augmentation;
