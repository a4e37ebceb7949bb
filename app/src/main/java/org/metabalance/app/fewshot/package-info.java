/** What {@code metabalance few-shot} reads and reports. */
package org.metabalance.app.fewshot;
