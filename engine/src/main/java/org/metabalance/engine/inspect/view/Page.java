package org.metabalance.engine.inspect.view;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.metabalance.engine.inspect.model.Formula;
import org.metabalance.engine.inspect.model.Names;
import org.metabalance.engine.inspect.model.Role;

/** A page in the making: self-contained, with its style and script inside, and no other requests. */
final class Page {
    private final StringBuilder html = new StringBuilder();
    private String scope = "";
    private int columns;

    Page(String title) {
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>")
                .append(escaped(title))
                .append("</title>\n<style>\n")
                .append(PageStyle.CSS);
        StringBuilder dark = new StringBuilder();
        for (Role role : Role.values()) {
            String rule = "." + role.style() + " { --line: ";
            html.append(rule).append(role.line()).append("; --fill: ").append(role.fill())
                    .append("; }\n");
            dark.append(rule).append("color-mix(in srgb, ").append(role.line())
                    .append(" 70%, white); --fill: color-mix(in srgb, ").append(role.line())
                    .append(" 35%, var(--paper)); }\n");
        }
        html.append("@media (prefers-color-scheme: dark) {\n").append(dark)
                .append("}\n</style>\n</head>\n<body>\n<h1>")
                .append(escaped(title))
                .append("</h1>\n");
    }

    /** Adds names and values in turn. */
    void facts(String... namesAndValues) {
        html.append("<dl>\n");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            html.append("<div><dt>").append(escaped(namesAndValues[i])).append("</dt><dd>")
                    .append(escaped(namesAndValues[i + 1])).append("</dd></div>\n");
        }
        html.append("</dl>\n");
    }

    void heading(String text) {
        html.append("<h2>").append(escaped(text)).append("</h2>\n");
    }

    void paragraph(String text) {
        html.append("<p>").append(escaped(text)).append("</p>\n");
    }

    /** Adds what the colours mean, and a field that keeps only the rows with some text. */
    void legend(Collection<Role> roles) {
        html.append("<div class=\"legend\">");
        for (Role role : roles) {
            html.append("<span class=\"").append(role.style()).append("\">").append(role.title())
                    .append("</span>");
        }
        html.append("<span class=\"mark operand-mark\">operands of the row pointed at</span>")
                .append("<span class=\"mark user-mark\">its users</span></div>\n")
                .append("<input type=\"search\" placeholder=\"show rows that contain …\" aria-label=\"filter\"/>\n");
    }

    void beginTable(String... titles) {
        columns = titles.length;
        html.append("<table>\n<thead><tr>");
        for (String title : titles) {
            html.append("<th>").append(escaped(title)).append("</th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
    }

    /** Adds a row with the name of the scope in which the rows after it are, if that is another one. */
    void scope(String path) {
        if (!path.equals(scope)) {
            scope = path;
            html.append("<tr class=\"scope\"><th colspan=\"").append(columns).append("\">")
                    .append(escaped(path.isEmpty() ? "outside of all scopes" : path))
                    .append("</th></tr>\n");
        }
    }

    /** Begins a row; {@code operands} are the identities of rows. */
    void beginRow(String id, Role role, List<String> operands) {
        html.append("<tr id=\"").append(id).append("\" class=\"").append(role.style())
                .append("\" tabindex=\"0\" data-in=\"").append(String.join(" ", operands))
                .append(scope.isEmpty() ? "" : "\" data-scope=\"" + escaped(scope))
                .append("\">");
    }

    void number(String text) {
        cell("n", escaped(text));
    }

    void text(String text) {
        cell("", escaped(text));
    }

    /** Adds the call of an operation. */
    void call(String text) {
        cell("formulas", "<code>" + escaped(text) + "</code>");
    }

    void quiet(String text) {
        cell("quiet", escaped(text));
    }

    /** Adds lines that are not to be broken. */
    void code(List<String> lines) {
        cell("short", lines.stream().map(line -> "<code>" + escaped(line) + "</code>")
                .collect(Collectors.joining()));
    }

    /** Adds formulas with the names they define set in bold. */
    void formulas(List<Formula> formulas) {
        cell(
                "formulas",
                formulas.stream()
                        .map(f -> "<code><b>" + escaped(f.name()) + "</b> = "
                                + escaped(f.expression()) + "</code>")
                        .collect(Collectors.joining()));
    }

    /** Adds an amount and a bar as long as its share of the largest. */
    void bar(String style, String text, long amount, long largest) {
        long percent = largest == 0 ? 0 : Math.round(100.0 * amount / largest);
        cell(
                "bar " + style,
                amount == 0 ? "" : "<div>" + escaped(text) + "<i style=\"width:" + percent
                        + "%\"></i></div>");
    }

    void endRow() {
        html.append("</tr>\n");
    }

    void endTable() {
        html.append("</tbody>\n</table>\n");
    }

    /** Adds markup as it is. */
    void raw(String markup) {
        html.append(markup);
    }

    String finish() {
        return html.append("<script>\n").append(PageStyle.SCRIPT)
                .append("</script>\n</body>\n</html>\n").toString();
    }

    private void cell(String style, String content) {
        html.append(style.isEmpty() ? "<td>" : "<td class=\"" + style + "\">").append(content)
                .append("</td>");
    }

    static String escaped(String s) {
        return Names.plain(s)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
