package org.metabalance.engine.inspect.view;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.metabalance.engine.compile.lower.Buffer;
import org.metabalance.engine.inspect.model.Listing;

/** The arena as a drawing: time from left to right, memory from top to bottom. */
final class MemoryMap {
    private MemoryMap() {}

    static String svg(Listing listing) {
        Map<Buffer, Integer> lastUse = new IdentityHashMap<>();
        for (Listing.Step step : listing.steps()) {
            step.operands().forEach(operand -> lastUse.put(operand.buffer(), step.index()));
        }
        Set<Buffer> drawn = Collections.newSetFromMap(new IdentityHashMap<>());
        StringBuilder svg = new StringBuilder(
                "<svg class=\"memory\" preserveAspectRatio=\"none\" viewBox=\"0 0 ");
        svg.append(listing.steps().size()).append(' ').append(listing.plan().arena())
                .append("\">\n");
        for (Listing.Step step : listing.steps()) {
            for (Listing.Result result : step.results()) {
                Buffer buffer = result.buffer();
                // a sum of products is filled more than once: its box begins with the first
                if (buffer.inArena() && buffer.size() > 0 && drawn.add(buffer)) {
                    int end = lastUse.getOrDefault(buffer, step.index()) + 1;
                    svg.append("<rect class=\"").append(step.role().style())
                            .append("\" data-row=\"i").append(step.index())
                            .append("\" x=\"").append(step.index())
                            .append("\" y=\"").append(buffer.offset())
                            .append("\" width=\"").append(end - step.index())
                            .append("\" height=\"").append(buffer.size())
                            .append("\"><title>")
                            .append(Page.escaped(result.name() + " " + result.shape()))
                            .append("</title></rect>\n");
                }
            }
        }
        return svg.append("</svg>\n").toString();
    }
}
