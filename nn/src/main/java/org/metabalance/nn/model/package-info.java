/**
 * Models: what gives every class a logit. {@link org.metabalance.nn.model.MlpClassifier} is what tables
 * are learned with unless another is asked for; {@link org.metabalance.nn.model.LayerClassifier} makes a
 * model of any layer. A model of one's own implements {@link org.metabalance.nn.Model}.
 */
package org.metabalance.nn.model;
