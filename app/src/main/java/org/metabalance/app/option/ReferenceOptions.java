package org.metabalance.app.option;

import java.util.List;
import java.util.Optional;
import org.metabalance.app.boost.BoostedTrees;
import org.metabalance.app.boost.XGBoostLibrary;
import org.metabalance.app.console.Terminal;
import org.metabalance.meta.method.Method;
import picocli.CommandLine.Option;

/** What the methods of a comparison are measured by: boosted trees, which users have anyway. */
public final class ReferenceOptions {
    @Option(
            names = "--no-reference",
            description = "Leave out the boosted trees (XGBoost), which are trained on the same splits to"
                    + " show what is to be had without networks.")
    private boolean none;

    /**
     * Returns the references; says so if one cannot run here.
     *
     * @param trials how many settings of every method are tried: of references as many, if there are; 0 for none
     * @param onDisk whether rows are on disk, which trees need in memory
     */
    public List<Method> methods(Terminal terminal, int trials, boolean onDisk) {
        if (none) {
            return List.of();
        }
        if (onDisk) {
            terminal.note(
                    "without boosted trees, the reference: the table is larger than memory");
            return List.of();
        }
        Optional<String> reason = XGBoostLibrary.unavailable();
        if (reason.isPresent()) {
            terminal.note(
                    "without boosted trees, the reference: XGBoost cannot run here, "
                            + reason.get());
            return List.of();
        }
        return List.of(trials > 0 ? BoostedTrees.tuned(trials) : BoostedTrees.usual());
    }
}
