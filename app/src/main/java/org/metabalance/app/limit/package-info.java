/** How long a command may take. */
package org.metabalance.app.limit;
