/** The terminal, texts and files of the command, and the errors a user can mend. */
package org.metabalance.app.console;
