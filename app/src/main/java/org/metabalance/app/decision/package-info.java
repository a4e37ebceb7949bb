/** What mistakes cost, as users say it: options, amounts of rows, and texts. */
package org.metabalance.app.decision;
