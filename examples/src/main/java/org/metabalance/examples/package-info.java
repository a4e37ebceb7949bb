/**
 * Short programs, each for one thing that users of the library come for; {@code README.md} beside them tells what
 * each prints. {@code metabalance run FILE.java} runs one.
 */
package org.metabalance.examples;
