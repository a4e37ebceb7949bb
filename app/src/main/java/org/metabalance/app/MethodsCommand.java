package org.metabalance.app;

import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.Methods;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Lists the methods, a line each. */
@Command(
        name = "methods",
        mixinStandardHelpOptions = true,
        versionProvider = MetabalanceCommand.Version.class,
        description = "Lists the methods: name, what it does, the paper.")
final class MethodsCommand implements Runnable {
    @ParentCommand private MetabalanceCommand parent;

    @Override
    public void run() {
        int name = 0;
        int summary = 0;
        for (Method method : Methods.all()) {
            name = Math.max(name, method.name().length());
            summary = Math.max(summary, method.summary().length());
        }
        for (Method method : Methods.all()) {
            parent.terminal()
                    .out()
                    .println(
                            Texts.format(
                                            "%-" + name + "s  %-" + summary + "s  %s",
                                            method.name(), method.summary(), method.source())
                                    .stripTrailing());
        }
    }
}
