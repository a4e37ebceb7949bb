/** What the user sees and keeps: the progress line, tables, and the results file. */
package org.metabalance.app.report;
