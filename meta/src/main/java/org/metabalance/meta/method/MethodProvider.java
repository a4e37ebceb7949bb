package org.metabalance.meta.method;

import java.util.List;

/**
 * Brings methods from elsewhere. An implementation that is registered as a service is found by the
 * catalog, in a jar on the class path or one that a command line names.
 */
public interface MethodProvider {
    /** Returns the methods, of names that no other method has. */
    List<Method> methods();
}
