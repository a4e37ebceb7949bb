/** Searches for settings on the command line: the option, and what is kept of their trials. */
package org.metabalance.app.tune;
