/** The words of errors about somebody's files: one line each. */
package org.metabalance.scoring.message;
