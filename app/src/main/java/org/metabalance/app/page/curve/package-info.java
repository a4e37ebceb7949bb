/** The numbers behind the charts of a report, computed of scores and labels of two classes. */
package org.metabalance.app.page.curve;
