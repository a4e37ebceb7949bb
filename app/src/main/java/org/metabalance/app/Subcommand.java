package org.metabalance.app;

import java.util.concurrent.Callable;

/**
 * A command below {@code metabalance} that another module brings: a picocli command, found by {@link
 * java.util.ServiceLoader}.
 */
public interface Subcommand extends Callable<Integer> {}
