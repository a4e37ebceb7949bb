/**
 * {@code report.html}: one page that holds all it needs, made of the JSON and scores that a command left in a
 * folder. The words stand in {@code report.ftlh}, in FreeMarker's language; the charts are drawn in the
 * browser by {@code report.js} with d3, of the numbers that {@link
 * org.metabalance.app.page.ReportPage} puts into the page as JSON.
 */
package org.metabalance.app.page;
