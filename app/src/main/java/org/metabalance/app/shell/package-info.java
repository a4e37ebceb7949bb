/** The library at a prompt, and programs of one file: what stands in pages is run as it stands. */
package org.metabalance.app.shell;
