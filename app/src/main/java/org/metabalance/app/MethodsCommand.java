package org.metabalance.app;

import org.metabalance.app.console.Texts;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.method.Method;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Lists the methods, a line each. */
@Command(
        name = "methods",
        mixinStandardHelpOptions = true,
        versionProvider = MetabalanceCommand.Version.class,
        description = "Lists the methods: name, what it does, the paper.")
final class MethodsCommand implements Runnable {
    @ParentCommand
    private MetabalanceCommand parent;

    @Override
    public void run() {
        int width = 0;
        for (Method method : Methods.all()) {
            width = Math.max(width, method.name().length());
        }
        for (Method method : Methods.all()) {
            String source = method.source();
            // methods nobody in particular has published have a dash there
            boolean published = source.chars().anyMatch(Character::isLetter);
            parent.terminal()
                    .out()
                    .println(
                            Texts.format(
                                    "%-" + width + "s  %s%s",
                                    method.name(),
                                    method.summary(),
                                    published ? " [" + source + "]" : ""));
        }
    }
}
