package org.metabalance.app;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.app.console.Texts;
import org.metabalance.app.option.PluginOptions;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.catalog.OwnParameters;
import org.metabalance.meta.method.Method;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Lists the methods, a line each. */
@Command(
        name = "methods",
        mixinStandardHelpOptions = true,
        versionProvider = MetabalanceCommand.Version.class,
        description = "Lists the methods: name, what it does, the paper, and what --tune draws for it"
                + " besides what it draws for all.")
final class MethodsCommand implements Runnable {
    @ParentCommand
    private MetabalanceCommand parent;

    @Mixin
    private PluginOptions plugins;

    @Override
    public void run() {
        List<Method> methods = new ArrayList<>(plugins.methods());
        methods.addAll(Methods.ofGraphs());
        int width = 0;
        for (Method method : methods) {
            width = Math.max(width, method.name().length());
        }
        for (Method method : methods) {
            String source = method.about().source();
            // methods nobody in particular has published have a dash there
            boolean published = source.chars().anyMatch(Character::isLetter);
            parent.terminal()
                    .out()
                    .println(
                            Texts.format(
                                    "%-" + width + "s  %s%s%s",
                                    method.name(),
                                    method.about().summary(),
                                    published ? " [" + source + "]" : "",
                                    OwnParameters.of(method)
                                            .map(own -> "; tuned: %s, %s".formatted(
                                                    own.name(), own.range()))
                                            .orElse("")));
        }
    }
}
