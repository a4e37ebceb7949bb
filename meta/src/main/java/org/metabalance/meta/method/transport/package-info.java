/**
 * Example weights learned as a transport problem: {@link
 * org.metabalance.meta.method.transport.OptimalTransport}. The transport itself is in {@code meta.transport}.
 */
package org.metabalance.meta.method.transport;
