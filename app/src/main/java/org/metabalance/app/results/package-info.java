/** {@code results.json}: what was compared, every run and the summary; written, and read again. */
package org.metabalance.app.results;
