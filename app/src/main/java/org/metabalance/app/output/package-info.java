/**
 * Where everything is written. A plain file is replaced whole or not at all, and is on the disk when
 * that is said; a folder is one command's at a time; results know what they depend on.
 *
 * <p>Limits: other names of the same file (hard links) keep the old content. Where a file system
 * cannot lock, two commands in one folder are not kept apart, which is said, and what a killed command
 * left is not removed.
 */
package org.metabalance.app.output;
