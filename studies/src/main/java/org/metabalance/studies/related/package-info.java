/**
 * Study {@code related}: eleven systems of the field and what they are compared with, each judged by a criterion that
 * was set before the run.
 */
package org.metabalance.studies.related;
