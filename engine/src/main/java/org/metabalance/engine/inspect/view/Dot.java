package org.metabalance.engine.inspect.view;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.metabalance.engine.inspect.model.Names;
import org.metabalance.engine.inspect.model.Role;

/** A picture in the making, in Graphviz's language: boxes from top to bottom, and a legend. */
final class Dot {
    /** A frame around the boxes of one scope. */
    private record Cluster(StringBuilder boxes, Map<String, Cluster> inner) {
        Cluster() {
            this(new StringBuilder(), new LinkedHashMap<>());
        }
    }

    private final StringBuilder text = new StringBuilder();
    /** What belongs to no scope stands in the text itself, in the order in which it was added. */
    private final Cluster scopes = new Cluster(text, new LinkedHashMap<>());
    private final Set<Role> roles = EnumSet.noneOf(Role.class);

    Dot(String title) {
        text.append("digraph ").append(quoted(title)).append(" {\n");
        text.append("  label=").append(quoted(title))
                .append("; labelloc=t; fontname=\"Helvetica\";\n");
        text.append("  rankdir=TB; nodesep=0.25; ranksep=0.35; bgcolor=white;\n");
        text.append(
                "  node [shape=box, style=\"rounded,filled\", fontname=\"Helvetica\", fontsize=11,")
                .append(" margin=\"0.12,0.07\"];\n");
        text.append(
                "  edge [color=\"#8a8a8a\", arrowsize=0.6, fontname=\"Helvetica\", fontsize=9];\n");
    }

    /** Adds a box to the frame of a scope, such as {@code inner/hidden}; the lines of its text stand centred. */
    void box(String scope, String id, Role role, boolean emphasis, String... lines) {
        roles.add(role);
        StringBuilder text = boxes(scope);
        text.append("  ").append(id).append(" [label=\"");
        String separator = "";
        for (String line : lines) {
            if (!line.isEmpty()) {
                text.append(separator).append(escaped(line));
                separator = "\\n";
            }
        }
        text.append("\", ").append(colours(role)).append(emphasis ? ", penwidth=2.5" : "")
                .append("];\n");
    }

    private StringBuilder boxes(String scope) {
        Cluster cluster = scopes;
        for (String name : scope.isEmpty() ? new String[0] : scope.split("/")) {
            cluster = cluster.inner().computeIfAbsent(name, _ -> new Cluster());
        }
        return cluster.boxes();
    }

    void arrow(String from, String to) {
        text.append("  ").append(from).append(" -> ").append(to).append(";\n");
    }

    /** Adds an arrow for what becomes visible only in the next run. */
    void nextRun(String from, String to) {
        text.append("  ").append(from).append(" -> ").append(to)
                .append(" [style=dashed, constraint=false, color=")
                .append(quoted(Role.PARAMETER.line()))
                .append("];\n");
    }

    private int writeFrames(Map<String, Cluster> clusters, int count) {
        int number = count;
        for (Map.Entry<String, Cluster> cluster : clusters.entrySet()) {
            text.append("  subgraph cluster_").append(number++).append(" {\n  label=")
                    .append(quoted(cluster.getKey()))
                    .append("; labeljust=l; fontsize=12; style=rounded; color=\"#a8a8a8\";\n")
                    .append(cluster.getValue().boxes());
            number = writeFrames(cluster.getValue().inner(), number);
            text.append("  }\n");
        }
        return number;
    }

    /** Ends the picture and returns it. */
    String finish() {
        writeFrames(scopes.inner(), 0);
        text.append(
                "  subgraph cluster_legend {\n    label=\"legend\"; color=\"#c8c8c8\"; fontsize=10;\n");
        String before = null;
        for (Role role : roles) {
            String id = "legend_" + role.name().toLowerCase(java.util.Locale.ROOT);
            text.append("    ").append(id).append(" [label=").append(quoted(role.title()))
                    .append(", ").append(colours(role)).append("];\n");
            if (before != null) {
                text.append("    ").append(before).append(" -> ").append(id)
                        .append(" [style=invis];\n");
            }
            before = id;
        }
        return text.append("  }\n}\n").toString();
    }

    private static String colours(Role role) {
        return "fillcolor=" + quoted(role.fill()) + ", color=" + quoted(role.line());
    }

    private static String quoted(String s) {
        return '"' + escaped(s) + '"';
    }

    /** A backslash begins an escape (of a line break, or of the node's own name) unless doubled. */
    static String escaped(String s) {
        return Names.plain(s).replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
