/**
 * Models: what gives every class a logit. {@link org.metabalance.nn.model.MlpClassifier} is what tables
 * are learned with unless another is asked for; {@link org.metabalance.nn.model.LayerClassifier} makes a
 * model of any layer. {@link org.metabalance.nn.model.LeNet5}, {@link org.metabalance.nn.model.Conv4}, {@link
 * org.metabalance.nn.model.ResNet} and {@link org.metabalance.nn.model.WideResNet} are for images [N, H, W,
 * C]: each is a {@link org.metabalance.nn.model.FeatureModel}, a trunk and a {@link
 * org.metabalance.nn.model.Head}. A model of one's own implements {@link org.metabalance.nn.Model}.
 *
 * <p>Limits: residual networks are those for small images, without the stem and pooling for ImageNet and
 * without bottlenecks.
 */
package org.metabalance.nn.model;
