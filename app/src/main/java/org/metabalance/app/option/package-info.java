/** The options that commands share, and the way from them to data, methods and what runs depend on. */
package org.metabalance.app.option;
