/**
 * What there is to show, before it is text: {@link org.metabalance.engine.inspect.model.Listing} is a
 * program instruction by instruction; names, formulas, roles and numbers are made here once, so that
 * every view says the same.
 *
 * <p>Knows no format: no markup is written or escaped here.
 */
package org.metabalance.engine.inspect.model;
