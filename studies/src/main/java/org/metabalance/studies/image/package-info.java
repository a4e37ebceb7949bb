/** Imbalanced sets of images for studies, and how a network is trained on one and measured. */
package org.metabalance.studies.image;
