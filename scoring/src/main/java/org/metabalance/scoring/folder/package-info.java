/**
 * A model as it is stored: a folder whose {@code manifest.json} names its files with their checksums, so
 * that they are one thing. Read here; how one model takes another's place is up to who writes them.
 */
package org.metabalance.scoring.folder;
