/**
 * Study {@code collapse}: what MetaBalance loses without the second derivative as its inner rate grows, on
 * circles that it makes.
 */
package org.metabalance.studies.collapse;
