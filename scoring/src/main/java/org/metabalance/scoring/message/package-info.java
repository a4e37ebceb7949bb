/**
 * The words of errors about somebody's files: one line each.
 *
 * <p>{@link org.metabalance.scoring.message.Messages} makes them.
 */
package org.metabalance.scoring.message;
