/** How long a command may take, and how long it took. */
package org.metabalance.app.limit;
