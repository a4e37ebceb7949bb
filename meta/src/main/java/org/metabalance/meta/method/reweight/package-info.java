/**
 * Methods that weigh each example by how learning from it would help on a small balanced set. One
 * forward-mode pass gives the derivatives for all examples of a batch, through one virtual step.
 */
package org.metabalance.meta.method.reweight;
