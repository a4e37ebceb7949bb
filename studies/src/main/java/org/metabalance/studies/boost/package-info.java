/** Gradient-boosted trees by XGBoost: the reference that networks on tables are measured by. */
package org.metabalance.studies.boost;
