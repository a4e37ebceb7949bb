/** The terminal, texts and files of the command, rules for all arguments, and the errors a user can mend. */
package org.metabalance.app.console;
