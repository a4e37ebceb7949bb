/**
 * Study {@code longtail}: methods against imbalance on images. Which sets there are, how they are made
 * imbalanced, what is trained, and what is said of it.
 */
package org.metabalance.studies.longtail;
