/**
 * The primitive operations, a family in a file: for each its name, its shape rule and its derivative
 * rule in terms of primitives.
 */
package org.metabalance.engine.op;
